// Users: the caller's own is the only one there is.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {

void Iam::serve_users() {
  on("GetUser", [](const Form& form, pugi::xml_node result) {
    const auto& request = form.request();
    const auto name = request.caller.substr(request.caller.rfind('/') + 1);
    if (form.text("UserName", name) != name)
      throw no_such("The user with name " + form.text("UserName") + " cannot be found.");
    auto user = add(result, "User");
    add(user, "Path", "/");
    add(user, "UserName", name);
    add(user, "UserId", "AIDA" + request.account + "SANDB");
    add(user, "Arn", request.caller);
    add(user, "CreateDate", iso_time(Time(std::chrono::seconds(1700000000))));
  });
  on("ListAccountAliases", [](const Form&, pugi::xml_node result) {
    add(result, "AccountAliases");
    add(result, "IsTruncated", false);
  });
}

}  // namespace lakeform::sandbox::iam
