// Asks a server that is on this machine or one hop away: the metadata services of instances and containers.
#pragma once

#include <chrono>
#include <string>

#include "provider/cloud/http/http.h"
#include "provider/value/result.h"

namespace lakeform::cloud {

/// A few quick attempts past the proxies: it is there or it is not. Ends soon after a stop.
HttpExchange ask_nearby(HttpTransport& transport, HttpRequest request, std::chrono::milliseconds connect,
                        const StopToken& stop);

/// Why there is no answer to use; `whom` is for people: "the instance metadata service".
Error no_answer(const std::string& whom, const HttpExchange& exchange);

}  // namespace lakeform::cloud
