// What a service answers, in every style and through the engine: whatever the bytes are, they are a payload or an
// error; an object that is read from them is whole, and one that can't be read stays as the state has it. The first
// byte picks the type, the second the form of the answer.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "provider/cloud/aws/errors.h"
#include "provider/cloud/aws/services.h"
#include "provider/cloud/aws/styles.h"
#include "provider/cloud/failures.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/shape.h"
#include "provider/engine/read/measure.h"
#include "provider/schema/registry.h"
#include "provider/value/msgpack.h"

using namespace lakeform;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Every call is answered with the same bytes.
class OneAnswer final : public cloud::Client {
 public:
  explicit OneAnswer(cloud::HttpAnswer answer) : answer_(std::move(answer)) {
    stop_.request();
  }  // a damaged answer is not waited for

  Result<cloud::Reply> send(const cloud::Call& call) override {
    const auto* service = cloud::aws::find_service(call.service);
    demand(service != nullptr);
    (void)cloud::aws::to_wire(*service, call);
    if (answer_.status >= 300 || cloud::aws::is_late_error(*service, answer_)) {
      return cloud::aws::service_failure(*service, call, "us-east-1", answer_,
                                         cloud::aws::error_from_wire(*service, call.method, answer_));
    }
    cloud::Reply reply;
    reply.status = answer_.status;
    const std::string why = cloud::aws::from_wire(*service, call, answer_, reply.body);
    if (!why.empty()) return cloud::unreadable_answer(call, "127.0.0.1", answer_, why);
    reply.headers = answer_.headers;
    reply.raw_body = answer_.body;
    return reply;
  }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  cloud::HttpAnswer answer_;
  cloud::Facts facts_{
      {"account_id", "123456789012"}, {"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "us-east-1"}};
  StopToken stop_;
};

/// Every text that a configuration can set is "x": the name that the seeds answer.
Value named_x(const engine::Definition& definition) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& field : definition.root.fields) {
    if (field.shape == schema::Shape::String && field.name != "region") object[field.name] = "x";
  }
  return engine::shaped(definition.root, object);
}

std::vector<const engine::Definition*> types(schema::Kind kind) {
  std::vector<const engine::Definition*> out;
  const auto& compiled = *schema::find_provider("aws");
  for (const auto& entry : compiled.entries) {
    const auto* definition = schema::find_definition(compiled, entry.type, kind);
    if (entry.kind == kind && definition->calls.contains("read")) out.push_back(definition);
  }
  return out;
}

void read_whole(const engine::Definition& definition, const engine::Context& context) {
  const Value state = named_x(definition);
  const auto live = definition.data_source ? engine::read_data_source(definition, context, state)
                                           : engine::read_object(definition, context, state);
  if (has_error(live.diagnostics)) {
    demand(definition.data_source || live.state == state);
    return;
  }
  if (live.state.is_null()) return;
  demand(live.state.as_map().size() == definition.root.fields.size());
  demand(bool(msgpack::decode(msgpack::encode(live.state))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto resources = types(schema::Kind::Resource), sources = types(schema::Kind::Data);
  if (size < 2) return 0;
  cloud::HttpAnswer answer;
  answer.status = data[1] % 4 == 3 ? 404 : 200;
  answer.headers = {{"content-type", data[1] % 2 ? "text/xml" : "application/json"}};
  answer.body.assign(reinterpret_cast<const char*>(data + 2), size - 2);
  const std::size_t which = data[0] % (resources.size() + sources.size());
  const engine::Definition& definition =
      *(which < resources.size() ? resources[which] : sources[which - resources.size()]);
  OneAnswer client(std::move(answer));
  engine::Context context;
  context.client = &client;
  read_whole(definition, context);
  if (!definition.data_source) {
    (void)engine::list_all(definition, context, named_x(definition));
    (void)engine::measure(definition, context, named_x(definition));
  }
  return 0;
}
