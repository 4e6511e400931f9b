// Failed calls as errors for people: what was asked of whom, what the service said, what to do.
#pragma once

#include <string_view>

#include "provider/cloud/aws/services.h"
#include "provider/cloud/aws/styles.h"
#include "provider/cloud/call.h"
#include "provider/cloud/http/http.h"
#include "provider/cloud/retry.h"
#include "provider/value/result.h"

namespace lakeform::cloud::aws {

/// The class of an answer, by the service's error code first, then the status.
ErrorClass classify(int status, std::string_view code, std::string_view message = {});

Fault fault_of(int status, std::string_view code);

/// As cloud::retry_after, and x-amz-retry-after: milliseconds.
std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now);

/// The service answered with an error.
Error service_failure(const Service& service, const Call& call, std::string_view region, const HttpAnswer& answer,
                      const ServiceError& said);
}  // namespace lakeform::cloud::aws
