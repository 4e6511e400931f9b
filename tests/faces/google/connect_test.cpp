#include <doctest/doctest.h>

#include "provider/cloud/http/http.h"
#include "provider/engine/face.h"

namespace lakeform::engine {

namespace {

/// Nobody is asked while a provider is configured.
class Silent final : public cloud::HttpTransport {
 public:
  cloud::HttpExchange send(const cloud::HttpRequest&, const StopToken&) override {
    ++asked;
    return {};
  }
  int asked = 0;
};

struct Connected {
  explicit Connected(Value::Map block)
      : result(face_named("google").connect(Value(std::move(block)), {"1.11.0", stop, warnings, transport})) {}
  StopToken stop;
  Diagnostics warnings;
  std::shared_ptr<Silent> transport = std::make_shared<Silent>();
  Result<std::shared_ptr<const Connection>> result;
  const Context& context() const { return (*result)->context; }
};

}  // namespace

TEST_CASE("a connection knows project, places and labels of its block, and asks nobody while it is made") {
  const Connected made({{"access_token", "a-token"},
                        {"project", "acme"},
                        {"region", "europe-west1"},
                        {"deletion_policy", "PREVENT"},
                        {"default_labels", Value(Value::Map{{"team", "data"}})}});
  REQUIRE(made.result);
  CHECK(made.context().own("project") == "acme");
  CHECK(made.context().own("deletion_policy") == "PREVENT");
  CHECK(made.context().region() == "europe-west1");
  CHECK(made.context().tags.defaults == std::map<std::string, std::string>{{"team", "data"}});
  CHECK(made.context().tags.mark == std::map<std::string, std::string>{{"goog-terraform-provisioned", "true"}});
  CHECK_FALSE(made.context().tags.mark_all);
  CHECK(made.transport->asked == 0);
  CHECK(face_named("google").scope_of(made.context(), Value()) == "acme");
  CHECK(face_named("google").scope_of(made.context(), Value(Value::Map{{"project", "other"}})) == "other");
}

TEST_CASE("credentials that are known only after apply are a warning, wrong ones an error") {
  const Connected open({{"credentials", Value::unknown()}, {"access_token", Value()}, {"project", "acme"}});
  REQUIRE(open.result);
  CHECK(open.context().unsettled.access == "credentials");
  REQUIRE(open.warnings.size() == 1);
  CHECK(open.warnings[0].detail.starts_with("Not known yet: credentials."));
  const Connected wrong(Value::Map{{"credentials", R"({"type":"unheard_of"})"}});
  REQUIRE_FALSE(wrong.result);
  CHECK(wrong.result.error().fault == Fault::InvalidInput);
}

TEST_CASE("errors of Google's services come with what to do about them") {
  const auto text = [](const char* code, const char* message) {
    Error error;
    error.code = code;
    error.message = message;
    return face_named("google").advice(error);
  };
  CHECK(text("conflict", "The bucket you tried to delete is not empty.").text.find("force_destroy") !=
        std::string::npos);
  CHECK(text("duplicate", "Already Exists: Dataset acme:raw").about_the_name);
  CHECK(text("invalid", "").text.empty());
}

}  // namespace lakeform::engine
