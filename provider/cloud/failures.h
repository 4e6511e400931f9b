// Calls without an answer as errors for people, the same for every cloud.
#pragma once

#include <string_view>

#include "provider/cloud/call.h"
#include "provider/cloud/http/http.h"
#include "provider/value/result.h"

namespace lakeform::cloud {

/// There was no answer. `host` is where the request went, `trust_setting` where a private authority is named.
Error transport_failure(const Call& call, std::string_view host, const HttpExchange& exchange,
                        std::string_view trust_setting);
/// The answer cannot be understood.
Error unreadable_answer(const Call& call, std::string_view host, const HttpAnswer& answer, std::string_view why);
Error cancelled(const Call& call);

/// Two paragraphs; either may be empty.
std::string paragraphs(std::string_view first, std::string_view second);

}  // namespace lakeform::cloud
