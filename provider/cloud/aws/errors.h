// Failed calls as errors for people: what was asked of whom, what the service said, what to do.
#pragma once

#include <string_view>

#include "provider/cloud/aws/services.h"
#include "provider/cloud/aws/styles.h"
#include "provider/cloud/call.h"
#include "provider/cloud/http/http.h"
#include "provider/value/result.h"

namespace lakeform::cloud::aws {

Fault fault_of(int status, std::string_view code);

/// The service answered with an error.
Error service_failure(const Service& service, const Call& call, std::string_view region, const HttpAnswer& answer,
                      const ServiceError& said);
/// There was no answer, or one that cannot be understood. `host` is where the request went.
Error transport_failure(const Call& call, std::string_view host, const HttpExchange& exchange);
Error unreadable_answer(const Call& call, std::string_view host, const HttpAnswer& answer, std::string_view why);
Error cancelled(const Call& call);

}  // namespace lakeform::cloud::aws
