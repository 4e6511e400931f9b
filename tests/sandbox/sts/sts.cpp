// STS: who is calling.
#include "tests/sandbox/core/query.h"

namespace lakeform::sandbox {
namespace {

class Sts : public QueryService {
 public:
  explicit Sts(World& world) : QueryService(world, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/") {
    on("GetCallerIdentity", [](const Form& form, pugi::xml_node result) {
      const auto& request = form.request();
      add(result, "Arn", request.caller);
      add(result, "UserId", "AIDA" + request.account + "SANDB");
      add(result, "Account", request.account);
    });
  }
};

const Registered entry = registered<Sts>("sts");

}  // namespace
}  // namespace lakeform::sandbox
