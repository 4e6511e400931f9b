// Asks OAuth 2.0 token endpoints (RFC 6749, RFC 8693) and their like, which trade one proof of identity for another.
#pragma once

#include <string>
#include <vector>

#include "provider/cloud/call.h"
#include "provider/cloud/credentials.h"
#include "provider/cloud/http/http.h"

namespace lakeform::cloud {

/// A POST of a form, "a=1&b=2" percent-encoded.
HttpRequest form_request(std::string url, const std::vector<Header>& fields);
/// A POST of a JSON body.
HttpRequest json_request(std::string url, const Json& body);

/// The JSON object that is answered, after a few attempts where the fault is a passing one. `whom` is for people: "the
/// token endpoint oauth2.googleapis.com". A refusal is Denied and says what the server said ("invalid_grant: ...").
/// Ends soon after a stop.
Result<Json> ask_for_token(HttpTransport& transport, const HttpRequest& request, const std::string& whom,
                           const StopToken& stop);

/// A bearer token out of {"access_token": ..., "expires_in": 3599}; seconds may be a number or text. An answer without
/// a token is an error.
Result<Credentials> bearer_token(const Json& answer, const std::string& whom, const std::string& source);

/// "oauth2.googleapis.com" of an address, for messages.
std::string host_of(std::string_view url);

}  // namespace lakeform::cloud
