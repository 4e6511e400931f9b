#include "tests/rpc/client.h"

using namespace lakeform;
using namespace lakeform::test;
using tfplugin6::Provider;

namespace {

constexpr const char* kDatabase = "aws_glue_catalog_database";

/// One process serves all tests of calls: calls do not know of each other.
Host& host() {
  static Host one(kFake);
  return one;
}

Value database(const std::string& name) { return Value::Map{{"name", name}}; }

tfplugin6::Findings1 validate(const Value& config, bool write_only = false) {
  tfplugin6::ConfigRequest request;
  request.set_type_name(kDatabase);
  set(request.mutable_config(), config);
  request.mutable_client_capabilities()->set_write_only_attributes_allowed(write_only);
  return call(host(), &Provider::Stub::ValidateResourceConfig, request);
}

}  // namespace

TEST_CASE("the ready-made answers arrive byte for byte") {
  const auto schema = call(host(), &Provider::Stub::GetProviderSchema, tfplugin6::Nothing());
  const auto metadata = call(host(), &Provider::Stub::GetMetadata, tfplugin6::Nothing());
  CHECK(schema.SerializeAsString().find("aws_glue_catalog_database") != std::string::npos);
  CHECK(metadata.SerializeAsString().find("aws_glue_catalog_database") != std::string::npos);
  CHECK(schema.ByteSizeLong() > metadata.ByteSizeLong());
  call(host(), &Provider::Stub::GetResourceIdentitySchemas, tfplugin6::Nothing());
  call(host(), &Provider::Stub::GetFunctions, tfplugin6::Nothing());
}

TEST_CASE("findings carry severity, valid text and the path step by step") {
  const auto found = validate(database("x"));
  REQUIRE(found.diagnostics_size() == 2);
  const auto& first = found.diagnostics(0);
  CHECK(first.severity() == tfplugin6::Diagnostic::ERROR);
  CHECK(first.summary() == "about x");
  CHECK(first.detail() == "the service says \xef\xbf\xbd");
  REQUIRE(first.attribute().steps_size() == 2);
  CHECK(first.attribute().steps(0).attribute_name() == "parameters");
  CHECK(first.attribute().steps(1).element_key_string() == "a.b");
  const auto& second = found.diagnostics(1);
  CHECK(second.severity() == tfplugin6::Diagnostic::WARNING);
  REQUIRE(second.attribute().steps_size() == 3);
  CHECK(second.attribute().steps(1).element_key_int() == 2);
  CHECK(validate(database("x"), true).diagnostics_size() == 0);
}

TEST_CASE("a finding without a place has no path at all") {
  tfplugin6::Configure request;
  request.set_terraform_version("1.11.4");
  set(request.mutable_config(), Value::Map{});
  const auto found = call(host(), &Provider::Stub::ConfigureProvider, request);
  REQUIRE(found.diagnostics_size() == 1);
  CHECK(found.diagnostics(0).summary() == "Terraform 1.11.4");
  CHECK_FALSE(found.diagnostics(0).has_attribute());
}

TEST_CASE("an exception is a finding, and the stored state stays") {
  REQUIRE(validate(database("throws")).diagnostics_size() == 1);
  tfplugin6::Read::Request read;
  read.set_type_name(kDatabase);
  read.set_private_("kept");
  set(read.mutable_current_state(), database("throws"));
  const auto live = call(host(), &Provider::Stub::ReadResource, read);
  CHECK(live.diagnostics_size() == 1);
  CHECK(get(live.new_state())["name"] == Value("throws"));
  CHECK(live.private_() == "kept");
}

TEST_CASE("broken values are findings, never a crash, and change nothing") {
  tfplugin6::Apply::Request request;
  request.set_type_name(kDatabase);
  set(request.mutable_prior_state(), database("before"));
  request.mutable_planned_state()->set_msgpack("\xdd\xff\xff\xff\xff");
  const auto applied = call(host(), &Provider::Stub::ApplyResourceChange, request);
  CHECK(applied.diagnostics_size() == 1);
  CHECK(get(applied.new_state())["name"] == Value("before"));
  tfplugin6::ConfigRequest validation;
  validation.set_type_name(kDatabase);
  validation.mutable_config()->set_json("{\"name\": ");
  CHECK(call(host(), &Provider::Stub::ValidateResourceConfig, validation).diagnostics_size() == 1);
}

TEST_CASE("values are understood in their JSON form too") {
  tfplugin6::ConfigRequest request;
  request.set_type_name(kDatabase);
  request.mutable_config()->set_json("{\"name\": \"from-json\"}");
  const auto found = call(host(), &Provider::Stub::ValidateResourceConfig, request);
  REQUIRE(found.diagnostics_size() == 2);
  CHECK(found.diagnostics(0).summary() == "about from-json");
}

TEST_CASE("a type that no definition knows is no reason to fail the call") {
  for (const char* type : {"aws_unheard_of", ""}) {
    tfplugin6::Read::Request request;
    request.set_type_name(type);
    call(host(), &Provider::Stub::ReadResource, request);
    tfplugin6::Plan::Request plan;
    plan.set_type_name(type);
    call(host(), &Provider::Stub::PlanResourceChange, plan);
  }
}

TEST_CASE("read gives state and private data; gone is null; a refused read keeps the state") {
  tfplugin6::Read::Request request;
  request.set_type_name(kDatabase);
  request.set_private_("p");
  set(request.mutable_current_state(), database("here"));
  const auto here = call(host(), &Provider::Stub::ReadResource, request);
  CHECK(here.private_() == "p+");
  CHECK(get(here.new_state())["name"] == Value("here"));
  CHECK(get(here.new_state()).as_map().contains("catalog_id"));  // every attribute of the type is there
  CHECK(get(here.new_state())["target_database"] == Value(Value::List{}));
  set(request.mutable_current_state(), database("gone"));
  CHECK(get(call(host(), &Provider::Stub::ReadResource, request).new_state()).is_null());
  set(request.mutable_current_state(), database("refused"));
  const auto refused = call(host(), &Provider::Stub::ReadResource, request);
  CHECK(refused.diagnostics_size() == 1);
  CHECK(get(refused.new_state())["name"] == Value("refused"));
}

TEST_CASE("a plan carries unknown values, paths to replace and private data") {
  tfplugin6::Plan::Request request;
  request.set_type_name(kDatabase);
  request.set_prior_private("p-");
  set(request.mutable_proposed_new_state(), database("new"));
  set(request.mutable_config(), database("new"));
  const auto plan = call(host(), &Provider::Stub::PlanResourceChange, request);
  CHECK(get(plan.planned_state())["arn"].is_unknown());
  REQUIRE(plan.requires_replace_size() == 2);
  CHECK(plan.requires_replace(1).steps_size() == 3);
  CHECK(plan.planned_private() == "p-planned");
  CHECK(plan.legacy_type_system());
}

TEST_CASE("refined unknown values and long numbers pass through unharmed") {
  tfplugin6::ReadData::Request request;
  request.set_type_name("aws_s3_bucket");
  set(request.mutable_config(), Value::Map{{"bucket", Value::unknown(std::string("\x82\x01\xc2\x02\xa4pre-", 8))}});
  const auto data = call(host(), &Provider::Stub::ReadDataSource, request);
  const Value bucket = get(data.state())["bucket"];
  REQUIRE(bucket.is_unknown());
  CHECK(bucket.refinement().substr(0, 3) == "\x82\x01\xc2");
}

TEST_CASE("a value of five megabytes comes and goes") {
  tfplugin6::Read::Request request;
  request.set_type_name(kDatabase);
  set(request.mutable_current_state(), Value::Map{{"name", "big"}, {"description", std::string(5u << 20, 'x')}});
  CHECK(get(call(host(), &Provider::Stub::ReadResource, request).new_state())["description"].as_string().size() ==
        5u << 20);
}

TEST_CASE("upgrade, import, move, generated configuration and functions reach the engine and come back") {
  tfplugin6::UpgradeState::Request upgrade;
  upgrade.set_type_name(kDatabase);
  upgrade.set_version(3);
  upgrade.mutable_raw_state()->set_json("{}");
  const auto upgraded = get(call(host(), &Provider::Stub::UpgradeResourceState, upgrade).upgraded_state());
  CHECK(upgraded["name"] == Value("{}"));
  CHECK(upgraded["description"] == Value("3"));

  tfplugin6::Import::Request import;
  import.set_type_name(kDatabase);
  import.set_id("123456789012:sales");
  const auto imported = call(host(), &Provider::Stub::ImportResourceState, import);
  REQUIRE(imported.imported_resources_size() == 1);
  CHECK(imported.imported_resources(0).type_name() == kDatabase);
  CHECK(get(imported.imported_resources(0).state())["id"] == Value("123456789012:sales"));

  tfplugin6::Move::Request move;
  move.set_source_provider_address("registry.terraform.io/hashicorp/aws");
  move.set_source_type_name(kDatabase);
  move.set_target_type_name(kDatabase);
  const auto moved = call(host(), &Provider::Stub::MoveResourceState, move);
  CHECK(get(moved.target_state())["name"] == Value("registry.terraform.io/hashicorp/aws aws_glue_catalog_database"));

  tfplugin6::GenerateConfig::Request generate;
  generate.set_type_name(kDatabase);
  set(generate.mutable_state(), database("g"));
  CHECK(get(call(host(), &Provider::Stub::GenerateResourceConfig, generate).config())["name"] == Value("g"));

  tfplugin6::FunctionCall::Request function;
  function.set_name("join");
  set(function.add_arguments(), "a");
  set(function.add_arguments(), 7);
  CHECK(get(call(host(), &Provider::Stub::CallFunction, function).result()) == Value("a7"));
  function.add_arguments()->set_msgpack("\xc1");
  const auto broken = call(host(), &Provider::Stub::CallFunction, function);
  CHECK(broken.error().function_argument() == 2);
  function.set_name("nothing");
  function.clear_arguments();
  CHECK(call(host(), &Provider::Stub::CallFunction, function).error().text() == "no function nothing");
}

TEST_CASE("a list streams its objects and ends early when the client has enough") {
  tfplugin6::List::Request request;
  request.set_type_name("aws_s3_bucket");
  request.set_limit(3);
  request.set_include_resource_object(true);
  grpc::ClientContext context;
  auto stream = host().provider->ListResource(&context, request);
  tfplugin6::List::Event event;
  int count = 0;
  while (stream->Read(&event)) ++count;
  CHECK(count == 3);
  CHECK(event.display_name() == "object 2");
  CHECK(get(event.resource_object())["bucket"] == Value("b"));
  CHECK(stream->Finish().ok());

  request.set_limit(1 << 30);
  grpc::ClientContext enough;
  stream = host().provider->ListResource(&enough, request);
  CHECK(stream->Read(&event));
  enough.TryCancel();
  while (stream->Read(&event)) {
  }
  CHECK(stream->Finish().error_code() == grpc::StatusCode::CANCELLED);
  request.set_limit(0);
  request.mutable_config()->set_msgpack("\xc1");
  grpc::ClientContext broken;
  stream = host().provider->ListResource(&broken, request);
  REQUIRE(stream->Read(&event));
  CHECK(event.diagnostic_size() == 1);
}

TEST_CASE("an ephemeral resource is opened, renewed and closed with what the call before left") {
  tfplugin6::ConfigRequest request;
  request.set_type_name("aws_secret");
  CHECK(call(host(), &Provider::Stub::ValidateEphemeralResourceConfig, request).diagnostics_size() == 1);
  const auto opened = call(host(), &Provider::Stub::OpenEphemeralResource, request);
  CHECK(opened.private_() == "opened");
  CHECK(opened.renew_at().seconds() == 1000);
  tfplugin6::EphemeralRequest later;
  later.set_type_name("aws_secret");
  later.set_private_(opened.private_());
  const auto renewed = call(host(), &Provider::Stub::RenewEphemeralResource, later);
  CHECK(renewed.private_() == "opened, renewed");
  CHECK(renewed.renew_at().seconds() == 2000);
  CHECK(call(host(), &Provider::Stub::CloseEphemeralResource, later).diagnostics_size() == 0);
}

TEST_CASE("what can't be known yet is deferred where the client takes that, with the reason") {
  tfplugin6::ConfigRequest open;
  open.mutable_client_capabilities()->set_deferral_allowed(true);
  const auto opened = call(host(), &Provider::Stub::OpenEphemeralResource, open);
  CHECK(opened.deferred().reason() == tfplugin6::Deferred::PROVIDER_CONFIG_UNKNOWN);
  CHECK_FALSE(opened.has_result());
  tfplugin6::Import::Request import;
  import.set_type_name(kDatabase);
  import.mutable_client_capabilities()->set_deferral_allowed(true);
  const auto imported = call(host(), &Provider::Stub::ImportResourceState, import);
  CHECK(imported.deferred().reason() == tfplugin6::Deferred::PROVIDER_CONFIG_UNKNOWN);
  CHECK(imported.imported_resources_size() == 0);
  tfplugin6::ReadData::Request data;
  data.set_type_name("aws_region");
  data.mutable_client_capabilities()->set_deferral_allowed(true);
  CHECK(call(host(), &Provider::Stub::ReadDataSource, data).deferred().reason() ==
        tfplugin6::Deferred::PROVIDER_CONFIG_UNKNOWN);
}

TEST_CASE("an action tells its progress and ends with one event of its findings") {
  for (const auto& [type, problems] : {std::pair{"aws_works", 0}, std::pair{"aws_fails", 1}}) {
    tfplugin6::ConfigRequest request;
    request.set_type_name(type);
    CHECK(call(host(), &Provider::Stub::PlanAction, request).diagnostics_size() == 1);
    grpc::ClientContext context;
    const auto stream = host().provider->InvokeAction(&context, request);
    tfplugin6::ActionEvent event;
    std::vector<std::string> told;
    while (stream->Read(&event) && event.has_progress()) told.push_back(event.progress().message());
    CHECK(told == std::vector<std::string>{"half", "nearly all"});
    REQUIRE(event.has_completed());
    CHECK(event.completed().diagnostics_size() == problems);
    CHECK_FALSE(stream->Read(&event));
    CHECK(stream->Finish().ok());
  }
}

TEST_CASE("what a module says of itself reaches the provider") {
  tfplugin6::Read::Request request;
  request.set_type_name(kDatabase);
  set(request.mutable_current_state(), database("d"));
  request.set_private_("p");
  set(request.mutable_provider_meta(), Value::Map{{"user_agent", Value::List{"module/1.0"}}});
  CHECK(call(host(), &Provider::Stub::ReadResource, request).private_() == "pmodule/1.0+");
}

TEST_CASE("calls run beside each other") {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 20; ++k) {
        tfplugin6::Read::Request request;
        request.set_type_name(kDatabase);
        set(request.mutable_current_state(), database("d" + std::to_string(i * 100 + k)));
        grpc::ClientContext context;
        tfplugin6::Read::Response response;
        const bool ok = host().provider->ReadResource(&context, request, &response).ok();
        const auto state = msgpack::decode(response.new_state().msgpack());
        if (ok && state && (*state)["name"] == Value("d" + std::to_string(i * 100 + k))) ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 320);
}

TEST_CASE("what the schema calls sensitive comes back in no finding") {
  tfplugin6::Read::Request request;
  request.set_type_name("aws_redshift_cluster");
  set(request.mutable_current_state(), Value::Map{{"master_password", "planted-password-1"}});
  call(host(), &Provider::Stub::ReadResource, request);
  const auto found = validate(database("planted-password-1"));
  CHECK(found.diagnostics(0).summary() == "about (secret)");
}

TEST_CASE("a finding about a value beyond all measure is cut, not what stands before and after it") {
  const auto found = validate(database(std::string(1 << 20, 'x') + "-end"));
  const std::string& summary = found.diagnostics(0).summary();
  CHECK(summary.size() < 1100);
  CHECK(summary.starts_with("about xxx"));
  CHECK(summary.ends_with("xxx-end"));
}
