#include "provider/cloud/codec.h"
#include "provider/engine/request/pages.h"
#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using cloud::Call;
using cloud::Json;

Call objects_call(const std::string& bucket, const char* operation, const char* method) {
  Call call;
  call.service = "storage";
  call.operation = operation;
  call.method = method;
  call.path = "/b/" + cloud::percent_encode(bucket) + "/o";
  return call;
}

std::string text(const Json& object, const char* name) { return cloud::text_in(object, name); }

/// What is gone already is as good as deleted; what is held is an error that says which object it is.
Outcome remove(cloud::Client& client, const std::string& bucket, const Json& object) {
  Call call = objects_call(bucket, "objects.delete", "DELETE");
  call.path += "/" + cloud::percent_encode(text(object, "name"));
  call.query.emplace_back("generation", text(object, "generation"));
  const auto reply = client.send(call);
  if (reply || reply.error().fault == Fault::NotFound) return Done{};
  Error error = reply.error();
  error.detail += "\n\nThe object " + text(object, "name") + " could not be deleted; those before it are gone.";
  return error;
}

}  // namespace

Outcome storage_empty_bucket(Scope& scope) {
  const std::string bucket = scope.object["name"].to_text();
  cloud::Client& client = *scope.context.client;
  std::string page;
  PageTokens pages;
  do {
    Call list = objects_call(bucket, "objects.list", "GET");
    list.query = {{"versions", "true"}, {"fields", "nextPageToken,items(name,generation)"}, {"pageToken", page}};
    const auto reply = client.send(list);
    if (!reply) return reply.error();
    page = text(reply->body, "nextPageToken");
    if (auto turned = pages.turn("objects.list", page, 0); !turned) return turned;
    const auto items = reply->body.find("items");
    if (items == reply->body.end() || !items->is_array()) continue;
    for (const Json& object : *items) {
      if (client.stop().requested())
        return Error{Fault::Cancelled, "cancelled while emptying the bucket " + bucket, {}, {}, {}, {}, 0};
      if (auto removed = remove(client, bucket, object); !removed) return removed;
    }
  } while (!page.empty());
  return Done{};
}

Outcome storage_labels_patch(Scope& scope) {
  Json out = Json::object();
  const Value &before = scope.prior["effective_labels"], &now = scope.object["effective_labels"];
  if (before.is_map()) {
    for (const auto& [key, value] : before.as_map()) out[key] = nullptr;
  }
  if (now.is_map()) {
    for (const auto& [key, value] : now.as_map()) out[key] = value.to_text();
  }
  scope.saved["labels"] = std::move(out);
  return Done{};
}

}  // namespace lakeform::faces::google
