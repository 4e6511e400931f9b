#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

using namespace engine;

/// Only in the usual universe: elsewhere addresses have another form.
void service_account_email(const PlanScope& scope, std::vector<Path>&) {
  const Value &prior = scope.request.prior, &account = scope.proposed["account_id"];
  Value project = scope.proposed["project"];
  if (project.is_null()) project = Value(scope.context.own("project"));
  const std::string universe = scope.context.own("universe_domain");
  const bool made_anew = prior.is_null() || !(prior["account_id"] == account) || !(prior["project"] == project);
  const bool known = account.is_string() && project.is_string() && !project.as_string().empty();
  if (!made_anew || !known || (!universe.empty() && universe != "googleapis.com")) return;
  const std::string email = account.as_string() + "@" + project.as_string() + ".iam.gserviceaccount.com";
  scope.proposed.set("email", Value(email));
  scope.proposed.set("member", Value("serviceAccount:" + email));
}

}  // namespace lakeform::faces::google
