// Connections to data stores. Passwords are shown unless HidePassword asks to leave them out.
#include "tests/sandbox/glue/glue.h"
#include "tests/sandbox/glue/regular.h"

namespace lakeform::sandbox::glue {
namespace {

void fill(Json& connection, const Json& before, Time now) {
  connection["CreationTime"] = before.is_null() ? Json(epoch(now)) : before["CreationTime"];
  connection["LastUpdatedTime"] = epoch(now);
  connection["Status"] = "READY";
  connection["ConnectionSchemaVersion"] = connection.contains("AuthenticationConfiguration") ? 2 : 1;
  if (connection.contains("AuthenticationConfiguration")) {
    // What it was told in confidence, it does not tell.
    Json& how = connection["AuthenticationConfiguration"];
    for (const char* secret : {"BasicAuthenticationCredentials", "CustomAuthenticationCredentials"}) how.erase(secret);
    if (how.contains("OAuth2Properties")) {
      for (const char* secret : {"AuthorizationCodeProperties", "OAuth2Credentials"})
        how["OAuth2Properties"].erase(secret);
    }
  }
}

Json as_asked(const Json& connection, const Json& input) {
  Json out = connection;
  if (input.value("HidePassword", false)) out["ConnectionProperties"].erase("PASSWORD");
  return out;
}

}  // namespace

void Glue::serve_connections() {
  Regular type{"connection", "Connection", "ConnectionInput", "Name", "ConnectionName", "ConnectionList",
               fill,         {},           as_asked};
  type.created = {{"CreateConnectionStatus", "READY"}};
  serve_regular(type);
}

}  // namespace lakeform::sandbox::glue
