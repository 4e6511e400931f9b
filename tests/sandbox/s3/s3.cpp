#include "tests/sandbox/s3/s3.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/access.h"
#include "tests/sandbox/s3/body.h"

namespace lakeform::sandbox::s3 {
namespace {

// Sub-resources of the real service that this one does not have: better refused than taken for a list of objects.
const std::set<std::string> not_here = {
    "abac",          "analytics", "annotation",   "inventory", "metadataConfiguration",
    "metadataTable", "metrics",   "renameObject", "restore",   "select",
    "session",       "torrent"};

bool met(const Request& request, const std::string& need) {
  if (need.rfind("header:", 0) == 0) return !request.header(need.substr(7)).empty();
  const auto equal = need.find('=');
  if (equal == std::string::npos) return request.has_query(need);
  return request.query_value(need.substr(0, equal)) == need.substr(equal + 1);
}

/// How many needs are met; -1 when one is not.
int needs_met(const Request& request, const std::string& needs) {
  std::istringstream stream(needs);
  int count = 0;
  for (std::string need; stream >> need; ++count) {
    if (!met(request, need)) return -1;
  }
  return count;
}

Failure wrong_region(const Call& call, const Bucket& bucket, bool malformed) {
  auto failure = malformed ? refused(400, "AuthorizationHeaderMalformed",
                                     "The authorization header is malformed; the region '" + call.request.region +
                                         "' is wrong; expecting '" + bucket.region + "'",
                                     {{"Region", bucket.region}})
                           : refused(301, "PermanentRedirect",
                                     "The bucket you are attempting to access must be addressed using the specified "
                                     "endpoint. Please send all "
                                     "future requests to this endpoint.",
                                     {{"Endpoint", "s3." + bucket.region + ".amazonaws.com"}, {"Bucket", bucket.name}});
  failure.headers.emplace_back("x-amz-bucket-region", bucket.region);
  return failure;
}

}  // namespace

const char* const name_space = "http://s3.amazonaws.com/doc/2006-03-01/";

S3::S3(World& world) : Service(world) {
  for (const auto& more : {bucket_routes(), part_routes(), policy_routes(), acl_routes(), control_routes(),
                           object_routes(), object_part_routes(), delete_routes(), listing_routes(), upload_routes()}) {
    routes_.insert(routes_.end(), more.begin(), more.end());
  }
}

const Route* S3::route(const Request& request, const Target& target) const {
  const Route* best = nullptr;
  int most = -1;
  for (const auto& route : routes_) {
    if (route.level != target.level || route.method != request.method) continue;
    const int count = needs_met(request, route.needs);
    if (count > most) {
      best = &route;
      most = count;
    }
  }
  if (most == 0 && std::any_of(request.query.begin(), request.query.end(),
                               [](const auto& pair) { return not_here.count(pair.first); })) {
    return nullptr;
  }
  return best;
}

std::string S3::operation(const Request& request) const {
  const auto* found = route(request, target_of(request));
  return found ? found->operation : "";
}

Bucket* S3::visible(const std::string& name) {
  const auto at = buckets_.find(name);
  return at == buckets_.end() || !at->second.exists.get(world_) ? nullptr : &at->second;
}

Bucket& S3::addressed(const Call& call, const std::string& operation) {
  auto* bucket = visible(call.target.bucket);
  if (!bucket)
    throw refused(404, "NoSuchBucket", "The specified bucket does not exist", {{"BucketName", call.target.bucket}});
  const auto& request = call.request;
  if (!request.anonymous && request.region != bucket->region && operation != "GetBucketLocation") {
    // A virtual host of the global endpoint leads to the bucket's region whatever the client signed for.
    throw wrong_region(call, *bucket, call.target.virtual_host && request.region == "us-east-1");
  }
  try {
    check_access(call, *bucket, operation);
  } catch (Failure& failure) {
    failure.headers.emplace_back("x-amz-bucket-region", bucket->region);
    throw;
  }
  return *bucket;
}

Response S3::answer(const Request& request) {
  Call call{*this, world_, request, target_of(request)};
  const auto* found = route(request, call.target);
  if (!found) {
    for (const auto& [name, value] : request.query) {
      if (not_here.count(name))
        throw refused(501, "NotImplemented", "The sandbox's S3 does not have the sub-resource ?" + name);
    }
    throw refused(405, "MethodNotAllowed", "The specified method is not allowed against this resource.",
                  {{"Method", request.method}});
  }
  if (found->operation != "CreateBucket" && call.target.level != Level::service &&
      call.target.level != Level::control) {
    call.bucket = &addressed(call, found->operation);
  } else if (request.anonymous) {
    throw access_denied();
  }
  read_body(call);
  return found->handler(call);
}

Response S3::refusal(const Request& request, const Failure& failure) const {
  const auto id = world_.make_id(16);
  pugi::xml_document document;
  const bool control = target_of(request).level == Level::control;
  auto node = control ? document.append_child("ErrorResponse").append_child("Error") : document.append_child("Error");
  add(node, "Code", failure.code);
  add(node, "Message", failure.what());
  for (const auto& [name, value] : failure.details) add(node, name.c_str(), value);
  add(node, "RequestId", id);
  add(node, "HostId", id + id);
  auto response = xml_answer(document, failure.status);
  response.set("x-amz-request-id", id);
  response.set("x-amz-id-2", id + id);
  if (request.method == "HEAD") response.body.clear();
  return response;
}

Target target_of(const Request& request) {
  Target target;
  const auto path = request.path.empty() ? std::string("/") : request.path;
  if (path.rfind("/v20180820/", 0) == 0 && !request.header("x-amz-account-id").empty()) {
    target.level = Level::control;
    target.key = cloud::percent_decode(path.substr(std::string("/v20180820/").size()));
    return target;
  }
  const auto& host = request.host;
  const bool address =
      host.find_first_not_of("0123456789.") == std::string::npos || host.find('[') != std::string::npos;
  const bool own_name = host.rfind("s3.", 0) == 0 || host.rfind("s3-", 0) == 0 || host.find('.') == std::string::npos;
  std::string rest = path.substr(1);
  if (address || own_name) {
    const auto slash = rest.find('/');
    target.bucket = cloud::percent_decode(rest.substr(0, slash));
    rest = slash == std::string::npos ? "" : rest.substr(slash + 1);
  } else {
    target.virtual_host = true;
    auto end = std::min(host.find(".s3."), host.find(".s3-"));
    const auto local = host.rfind(".localhost");
    if (end == std::string::npos) end = local == std::string::npos ? host.find('.') : local;
    target.bucket = host.substr(0, end);
  }
  target.key = cloud::percent_decode(rest);
  target.level = target.bucket.empty() ? Level::service : target.key.empty() ? Level::bucket : Level::object;
  return target;
}

Response xml_answer(const pugi::xml_document& document, int status) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  Response response;
  response.status = status;
  response.set("content-type", "application/xml");
  response.body = out.str();
  return response;
}

pugi::xml_node root_of(pugi::xml_document& document, const char* name) {
  auto root = document.append_child(name);
  root.append_attribute("xmlns").set_value(name_space);
  return root;
}

Response empty_answer(int status) {
  Response response;
  response.status = status;
  return response;
}

Failure refused(int status, const char* code, const std::string& message, Pairs details) {
  Failure failure(status, code, message);
  failure.details = std::move(details);
  return failure;
}

Failure invalid_request(const std::string& message, Pairs details) {
  return refused(400, "InvalidRequest", message, std::move(details));
}
Failure invalid_argument(const std::string& message, Pairs details) {
  return refused(400, "InvalidArgument", message, std::move(details));
}
Failure malformed_xml() {
  return refused(400, "MalformedXML",
                 "The XML you provided was not well-formed or did not validate against our published schema");
}
Failure access_denied(const std::string& message) { return {403, "AccessDenied", message}; }

std::string canonical_user(const std::string& account) {
  return cloud::hex(cloud::sha256("canonical user " + account));
}

std::size_t page_size(const Call& call, const std::string& parameter, std::size_t limit) {
  const auto text = call.query(parameter);
  std::size_t size = limit;
  if (!text.empty()) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || end != text.data() + text.size()) {
      throw invalid_argument("Provided " + parameter + " not an integer or within integer range",
                             {{"ArgumentName", parameter}, {"ArgumentValue", text}});
    }
  }
  size = std::min(size, limit);
  return call.world.options.page ? std::min(size, call.world.options.page) : size;
}

namespace {
const Registered entry = registered<S3>("s3");
}  // namespace

}  // namespace lakeform::sandbox::s3
