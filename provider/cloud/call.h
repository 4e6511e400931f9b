// One API call in the terms of a definition, and its answer, whatever the dialect on the wire.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provider/value/result.h"
#include "provider/value/stop.h"

namespace lakeform::cloud {

using Json = nlohmann::json;
using Header = std::pair<std::string, std::string>;

/// The text that an answer has under that name; empty where it has none.
inline std::string text_in(const Json& answer, std::string_view name) {
  const auto found = answer.is_object() ? answer.find(name) : answer.end();
  return found != answer.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A call. `body` is a tree of objects, arrays and scalars; the service's call style decides how it goes on the wire:
///  - json 1.0/1.1 and rest-json: as it is;
///  - query and ec2: flattened to Name.Inner.1=...; an array under key "member" (or a named one, "Parameters":
///  {"Parameter": [...]})
///    numbers its elements: the definition writes the wrapping level as AWS does on the wire;
///  - rest-xml: an object becomes elements in sorted order, an array repeats its element, keys that begin with "@" are
///  XML
///    attributes; `body_root` names the root element.
/// Scalars keep their JSON type where the style has types; else true/false and plain digits.
struct Call {
  std::string service;  ///< "glue", "s3", "iam": a row of the service table
  std::string
      operation;  ///< "CreateCrawler"; what logs, errors and limits go by. For json and query it also goes on the wire.
  std::string method = "POST";
  std::string path = "/";       ///< REST styles: already percent-encoded, with a leading slash
  std::vector<Header> query;    ///< REST styles: names and values not yet encoded; an empty value is "?policy"
  std::vector<Header> headers;  ///< beyond what the style sets itself
  Json body;                    ///< null: no body (json styles then send {})
  std::string body_root;        ///< rest-xml only
  std::string raw_body;         ///< sent as it is when not empty (a bucket policy)
  std::string answer;  ///< rest-xml: the root element that the answer must have; "json": it must be a JSON object;
                       ///< empty: any or none
  std::string url;     ///< a whole address out of an earlier answer (the next page, an operation), in place of path and
                       ///< query; a dialect refuses hosts that are not the service's
  std::string bucket;  ///< s3 only: virtual-host or path style is decided by the client
  std::string region;  ///< empty: the provider's region
  std::string agent;   ///< goes behind the client's own User-Agent; empty: nothing
  std::chrono::milliseconds limit{0};     ///< for all attempts and the waits between them; 0: what the retries take
  std::chrono::milliseconds deadline{0};  ///< for an operation that goes on after the answer; 0: an hour
  bool idempotent = true;                 ///< false: not sent again when it is unknown whether it arrived
  bool despite_stop = false;              ///< a stop does not end it, but it is not tried for long any more
};

/// An answer with status below 400. `body` is the payload: JSON as it came, XML as objects (a repeated element is an
/// array, text is a string, an empty element is "", attributes have keys with "@"), without root element and without
/// the query style's Response and Result wrappers. Null when there was none.
struct Reply {
  int status = 0;
  Json body;
  std::vector<Header> headers;  ///< names in lower case
  std::string raw_body;         ///< as it arrived
  std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

/// Who and where the configured provider is, by names that definitions can put into requests and ids ("account_id",
/// "region"). Filled when the provider is configured; what was not asked for is absent.
using Facts = std::map<std::string, std::string, std::less<>>;

/// A configured connection to one cloud. Thread-safe.
class Client {
 public:
  virtual ~Client() = default;
  /// Sends one call: serializes, signs, retries what is safe and wise to retry, parses. An answer with status 400 and
  /// up is an Error with code, message and status set and a summary such as "glue CreateCrawler answered 400
  /// InvalidInputException"; `maybe_done` says whether one of the attempts may have been carried out. A stop ends
  /// waits.
  virtual Result<Reply> send(const Call& call) = 0;
  virtual const Facts& facts() const = 0;
  /// Empty when there is none of that name.
  std::string fact(std::string_view name) const {
    const auto found = facts().find(name);
    return found == facts().end() ? std::string() : found->second;
  }
  /// What every wait above the client must listen to.
  virtual const StopToken& stop() const = 0;
};

}  // namespace lakeform::cloud
