// What every service can say, in the form of its protocol: not allowed, too fast, unknown key, wrong signature,
// expired.
#pragma once

#include <string>

#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox {

enum class Protocol { query, ec2, json, rest_xml };
enum class Trouble { denied, throttled, unknown_key, bad_token, bad_signature, expired };

/// Of the service with this name in the signature's scope; JSON for names that nobody serves.
Protocol protocol_of(const std::string& service);

/// The failure with the code and status that the protocol has for it. An empty message: the usual one of AWS.
Failure failure_of(Trouble trouble, Protocol protocol, const std::string& message = "");

/// "User: ARN is not authorized to perform: redshift:CreateCluster on resource: * because no identity-based policy
/// allows …"
std::string denial(const Request& request, const std::string& operation, const std::string& resource);

}  // namespace lakeform::sandbox
