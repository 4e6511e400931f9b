// What Google's services say when something goes wrong, and what that means. Sources: google.rpc.Status and
// google/rpc/error_details.proto (AIP-193); "Troubleshoot errors" of BigQuery and of Cloud Storage for the older form
// {"error": {"errors": [{"reason": ...}]}}.
#pragma once

#include "provider/cloud/dialect.h"

namespace lakeform::cloud::google {

/// The code is google.rpc's ("NOT_FOUND"), of the older services the reason ("notFound"); `reason` is what is finer
/// than the code ("SERVICE_DISABLED", "rateLimitExceeded").
ServiceError error_from(const HttpAnswer& answer);

ErrorClass classify(int status, const ServiceError& said);
Fault fault_of(int status, const ServiceError& said);

/// The wait that an answer asks for: Retry-After, or google.rpc.RetryInfo in the body.
std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now);

/// "storage GetBucket answered 404 notFound", with what to do about it.
Error service_failure(const Call& call, const HttpAnswer& answer, const ServiceError& said);

}  // namespace lakeform::cloud::google
