// aws-chunked: a body in frames, signed one by one or not, with headers that trail it.
#pragma once

#include <map>
#include <string>

#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox::s3 {

struct Unframed {
  std::string data;
  std::map<std::string, std::string> trailers;  ///< names in lower case
};

/// Whether the request's body comes in frames.
bool is_framed(const Request& request);

/// Takes the frames off and checks their signatures where they have some. `secret` is the caller's key. Throws Failure:
/// IncompleteBody, SignatureDoesNotMatch. Form of frames and of what is signed: "Signature calculations for the
/// authorization header: transferring a payload in multiple chunks" in the S3 API reference.
Unframed unframed(const Request& request, const std::string& secret);

}  // namespace lakeform::sandbox::s3
