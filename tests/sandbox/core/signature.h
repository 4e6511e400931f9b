// Checks of AWS Signature Version 4, written from its description and not from Lakeform's signer.
#pragma once

#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// Checks the Authorization header (or the X-Amz-Signature query of a presigned request) and fills the request's
/// caller. A request without either is anonymous. Throws Failure in the form of the service's protocol: wrong
/// signature, unknown key, token that is wrong or expired, time too far off, incomplete header.
void check_signature(Request& request, const World& world);

}  // namespace lakeform::sandbox
