#include "provider/engine/request/pages.h"

#include <algorithm>

#include "provider/value/text.h"

namespace lakeform::engine {

namespace {

/// The address in a Link header (RFC 8288) with the relation "next".
std::string next_link(std::string_view header) {
  for (const auto link : split(header, ',')) {
    const auto open = link.find('<'), close = link.find('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
    const std::string rest = lower_case(link.substr(close));
    if (rest.find("rel=\"next\"") != std::string::npos || rest.find("rel=next") != std::string::npos)
      return std::string(link.substr(open + 1, close - open - 1));
  }
  return {};
}

constexpr std::string_view kLinkHeader = "header:link", kWholeAddress = "url";

}  // namespace

std::string next_page_token(const Step& step, const Json& answer) {
  const Json next = step.page_next.empty() ? Json() : at_path(answer, step.page_next);
  if (!next.is_string()) return {};
  return step.page_next == kLinkHeader ? next_link(next.get_ref<const std::string&>()) : next.get<std::string>();
}

Outcome PageTokens::turn(const std::string& call, const std::string& token, std::size_t bytes) {
  bytes_ += bytes;
  Error error;
  error.fault = Fault::Unavailable;
  if (bytes_ > kMost) {
    error.summary = call + " answers with more than " + std::to_string(kMost >> 20) + " MB in pages";
    error.detail = "The list was not read to its end";
    return error;
  }
  if (token.empty() || seen_.insert(token).second) return Done{};
  error.summary = call + " answers with the same page again and again";
  error.detail = "A page names one that was read already as the next. Check the endpoint";
  return error;
}

void set_page_token(cloud::Call& call, const Step& step, const std::string& token) {
  if (step.page_token == kWholeAddress) {
    call.url = token;
  } else if (step.method == "GET") {
    std::erase_if(call.query, [&](const auto& pair) { return pair.first == step.page_token; });
    call.query.emplace_back(step.page_token, token);
  } else {
    if (call.body.is_null()) call.body = Json::object();
    call.body[step.page_token] = token;
  }
}

}  // namespace lakeform::engine
