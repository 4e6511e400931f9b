// Objects of Cloud Storage: their content. Source: "Upload objects" and "Resumable uploads" of the JSON API.
#include <algorithm>
#include <fstream>
#include <optional>
#include <set>

#include "provider/cloud/block.h"
#include "provider/cloud/codec.h"
#include "provider/cloud/retry.h"
#include "provider/engine/request/encode.h"
#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using cloud::Call;
using cloud::Json;

/// The largest file that goes out in one request, and the size of a piece of a larger one: a multiple of 256 KiB.
constexpr std::size_t kPiece = std::size_t{16} << 20;
constexpr int kMostIdle = 4;  ///< pieces of which the service keeps nothing, before that is an error

Error unreadable(const std::string& path) {
  return {Fault::InvalidInput, "the file of `source` cannot be read", path, Path() / "source", {}, {}, 0};
}

/// At most a piece of the file from there on; false when it can't be read.
bool read_piece(const std::string& path, std::size_t from, std::string& out) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  file.seekg(static_cast<std::streamoff>(from));
  out.resize(kPiece);
  file.read(out.data(), static_cast<std::streamsize>(kPiece));
  out.resize(static_cast<std::size_t>(file.gcount()));
  return !file.bad();
}

/// The MD5 of what would be uploaded, in base64; nothing when the file can't be read or the text is not known.
std::optional<std::string> local_hash(const Value& object) {
  const std::string path = cloud::text_of(object, "source");
  std::optional<std::string> bytes;
  if (!path.empty()) {
    bytes = cloud::md5_of_file(path);
  } else if (object["content"].is_string()) {
    bytes = cloud::md5(object["content"].as_string());
  }
  return bytes ? std::optional(cloud::base64(*bytes)) : std::nullopt;
}

/// What the official provider's client takes content for that has no type: text, or anything.
std::string sniffed(std::string_view content) {
  const auto beginning = content.substr(0, 512);
  const bool binary = std::any_of(beginning.begin(), beginning.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 9 || byte == 11 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32);
  });
  return binary ? "application/octet-stream" : "text/plain; charset=utf-8";
}

Json described(const Scope& scope) {
  Json out = {{"bucket", cloud::text_of(scope.object, "bucket")}};
  static const Json names = {"cache_control",    "contexts",      "content_disposition", "content_encoding",
                             "content_language", "content_type",  "event_based_hold",    "metadata",
                             "retention",        "storage_class", "temporary_hold"};
  merge_fields(out, names, Json::object(), scope);
  return out;
}

void add_key(Call& call, const Value& object) {
  const Value& keys = object["customer_encryption"];
  if (!keys.is_list() || keys.as_list().empty()) return;
  const std::string key = cloud::text_of(keys.as_list().front(), "encryption_key");
  call.headers.emplace_back("x-goog-encryption-algorithm",
                            cloud::text_of(keys.as_list().front(), "encryption_algorithm"));
  call.headers.emplace_back("x-goog-encryption-key", key);
  call.headers.emplace_back("x-goog-encryption-key-sha256", cloud::base64(cloud::sha256(cloud::from_base64(key))));
}

Call upload_call(const Scope& scope, const char* kind) {
  Call call;
  call.service = "storage-upload";
  call.operation = "objects.insert";
  call.method = "POST";
  call.path = "/b/" + cloud::percent_encode(cloud::text_of(scope.object, "bucket")) + "/o";
  call.query = {{"name", cloud::text_of(scope.object, "name")},
                {"uploadType", kind},
                {"kmsKeyName", cloud::text_of(scope.object, "kms_key_name")}};
  add_key(call, scope.object);
  return call;
}

/// A line that the content doesn't have.
std::string boundary_for(const std::string& content) {
  std::string out = "lakeform-part";
  while (content.find("--" + out) != std::string::npos) out += "-" + cloud::hex(cloud::md5(out + content));
  return out;
}

Result<cloud::Reply> in_one(const Scope& scope, const std::string& content) {
  Call call = upload_call(scope, "multipart");
  const Json about = described(scope);
  const std::string boundary = boundary_for(content), own = about.value("contentType", "");
  const bool untyped = scope.object["force_empty_content_type"] == Value(true);
  const std::string type = untyped ? "" : "Content-Type: " + (own.empty() ? sniffed(content) : own) + "\r\n";
  call.headers.emplace_back("Content-Type", "multipart/related; boundary=" + boundary);
  call.raw_body = "--" + boundary + "\r\nContent-Type: application/json\r\n\r\n" + about.dump() + "\r\n--" + boundary +
                  "\r\n" + type + "\r\n" + content + "\r\n--" + boundary + "--\r\n";
  return scope.context.client->send(call);
}

/// How much of an upload the service has kept: "bytes=0-42"; no such header: nothing.
std::size_t kept_of(const cloud::Reply& reply) {
  const std::string range = reply.header("range");
  const auto dash = range.rfind('-');
  const auto last = dash == std::string::npos ? std::nullopt : cloud::whole_number(range.substr(dash + 1));
  return last && *last >= 0 ? static_cast<std::size_t>(*last) + 1 : 0;
}

/// A session is begun, then the pieces follow, each from where the service's copy ends; the last one is answered with
/// the object.
Result<cloud::Reply> in_pieces(const Scope& scope, const std::string& path, std::string piece) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::size_t>(file.tellg());
  Call begin = upload_call(scope, "resumable");
  begin.body = described(scope);
  begin.body["name"] = cloud::text_of(scope.object, "name");
  begin.headers.emplace_back("X-Upload-Content-Length", std::to_string(size));
  if (!begin.body.contains("contentType")) begin.headers.emplace_back("X-Upload-Content-Type", sniffed(piece));
  const auto session = scope.context.client->send(begin);
  if (!session) return session;
  std::size_t from = 0;
  for (int idle = 0; idle < kMostIdle;) {
    if (!read_piece(path, from, piece)) return unreadable(path);
    if (piece.empty())
      return Error{Fault::InvalidInput, "the file of `source` became shorter while it was read", path, {}, {}, {}, 0};
    Call put;
    put.service = "storage-upload";
    put.operation = "objects.insert";
    put.method = "PUT";
    put.url = session->header("location");
    put.raw_body = piece;
    put.headers = {{"Content-Type", "application/octet-stream"},
                   {"Content-Range", "bytes " + std::to_string(from) + "-" + std::to_string(from + piece.size() - 1) +
                                         "/" + std::to_string(size)}};
    auto reply = scope.context.client->send(put);
    if (!reply || reply->status != 308) return reply;
    const std::size_t kept = kept_of(*reply);
    idle = kept > from ? 0 : idle + 1;
    from = kept;
  }
  return Error{Fault::Unavailable,
               "the upload does not get on",
               "The service keeps " + std::to_string(from) + " bytes and no more of " + path,
               {},
               {},
               {},
               0};
}

void check_context_keys(const Value& config, Diagnostics& found) {
  const Value& contexts = config["contexts"];
  if (!contexts.is_list() || contexts.as_list().empty() || !contexts.as_list().front()["custom"].is_list()) return;
  std::set<std::string> seen;
  for (const Value& one : contexts.as_list().front()["custom"].as_list()) {
    const std::string key = cloud::text_of(one, "key");
    if (key.empty() || seen.insert(key).second) continue;
    found.push_back({Diagnostic::Severity::Error, "A context's key stands twice",
                     "\"" + key + "\" is the key of two contexts: each may be there once.",
                     Path() / "contexts" / Index{0} / "custom"});
  }
}

/// Where the configuration tells the hash, a change of that counts; else the bytes do.
bool differs(const Value& wanted, const Value& prior) {
  const std::string told = cloud::text_of(wanted, "source_md5hash");
  if (!told.empty()) return told != cloud::text_of(prior, "source_md5hash");
  const auto hash = local_hash(wanted);
  return hash && *hash != cloud::text_of(prior, "md5hash");
}

Json sent_contexts(const Value& value, const Field&) {
  Json out = Json::object();
  if (!value.is_list()) return {};
  for (const Value& one : value.as_list()) out[cloud::text_of(one, "key")] = {{"value", cloud::text_of(one, "value")}};
  return out;
}

Value taken_contexts(const Json& json, const Field&) {
  Value::List out;
  if (!json.is_object()) return out;
  for (const auto& [key, one] : json.items())
    out.push_back(Value::Map{{"key", key},
                             {"value", cloud::text_in(one, "value")},
                             {"create_time", cloud::text_in(one, "createTime")},
                             {"update_time", cloud::text_in(one, "updateTime")}});
  return out;
}

Value taken_hex(const Json& json, const Field&) {
  return json.is_string() ? cloud::hex(cloud::from_base64(json.get<std::string>())) : std::string();
}

}  // namespace

const Conversion storage_contexts{sent_contexts, taken_contexts};
const Conversion hex_of_base64{nullptr, taken_hex};

Outcome storage_upload(Scope& scope) {
  const std::string path = cloud::text_of(scope.object, "source");
  std::string content = cloud::text_of(scope.object, "content");
  if (!path.empty() && !read_piece(path, 0, content)) return unreadable(path);
  const bool large = !path.empty() && content.size() == kPiece;
  auto reply = large ? in_pieces(scope, path, std::move(content)) : in_one(scope, content);
  if (!reply) return reply.error();
  scope.reply = std::move(reply->body);
  return Done{};
}

Outcome storage_object_differs(Scope& scope) {
  scope.saved["upload"] = differs(scope.object, scope.prior) ? "yes" : "";
  return Done{};
}

void storage_object_content(const PlanScope& scope, std::vector<Path>&) {
  const Value &prior = scope.request.prior, &config = scope.request.config;
  check_context_keys(config, scope.diagnostics);
  if (prior.is_null()) return;
  const bool open = config["content"].is_unknown() || config["source_md5hash"].is_unknown();
  if (!open && !differs(config, prior)) return;
  for (const char* name : {"crc32c", "generation", "md5hash"}) scope.proposed.set(name, Value::unknown());
}

}  // namespace lakeform::faces::google
