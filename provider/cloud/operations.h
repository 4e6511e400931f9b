// The forms of long-running operations that two clouds have. Pure: they look at answers and say what to ask next.
#pragma once

#include <memory>

#include "provider/cloud/operation.h"

namespace lakeform::cloud {

/// {"name": "projects/p/locations/l/operations/x", "done": true, "response" or "error": {...}}: looked at by its name
/// below the version that the call's path begins with, if it does; the response is the answer. Source:
/// google.longrunning. Null: the answer is no operation.
std::unique_ptr<Operation> google_operation(const Call& call, const Reply& reply);

/// Azure Resource Manager: the header Azure-AsyncOperation names a status ("status": Succeeded, Failed, Canceled, else
/// it goes on), after which a PUT or PATCH is answered by the object itself and a POST by its Location; the header
/// Location alone is asked until it answers other than 202; without either, 201 and 200 with a provisioningState that
/// is not final are followed on the object. Source: the resource provider contract, "asynchronous operations". Null:
/// nothing goes on.
std::unique_ptr<Operation> arm_operation(const Call& call, const Reply& reply);

}  // namespace lakeform::cloud
