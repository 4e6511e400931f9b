// What operations of the protocol are asked and answer, in terms of values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "provider/value/result.h"
#include "provider/value/time.h"
#include "provider/value/value.h"

namespace lakeform::engine {

struct ClientCapabilities {
  bool deferral_allowed = false;
  bool write_only_attributes_allowed = false;
};

/// A stored object as JSON text, as UpgradeResourceState and MoveResourceState bring it.
struct RawState {
  std::string_view json;
  bool flatmap = false;  ///< state of Terraform 0.11; refused
};

struct ObjectAnswer {
  Value state;  ///< null: gone (read), or nothing to say because of an error
  std::string private_data;
  Value identity;  ///< null: none
  Diagnostics diagnostics;
  bool deferred = false;  ///< to be asked again when the provider block is known; only where the client takes that
};

struct EphemeralAnswer {
  Value result;
  std::string private_data;  ///< for renew and close
  std::optional<TimePoint> renew_at;
  Diagnostics diagnostics;
  bool deferred = false;
};

struct PlanRequest {
  std::string_view type;
  Value prior, proposed, config;
  std::string private_data;
  Value identity;
  ClientCapabilities capabilities;
};
struct PlanAnswer {
  Value planned;
  std::vector<Path> requires_replace;
  std::string private_data;
  Value identity;
  bool legacy_type_system = false;
  Diagnostics diagnostics;
};

struct ApplyRequest {
  std::string_view type;
  Value prior, planned, config;
  std::string private_data;
  Value identity;
  Value meta{};  ///< what the module's provider_meta block says; null: nothing
};
struct ApplyAnswer {
  Value state;
  std::string private_data;
  Value identity;
  bool legacy_type_system = false;
  Diagnostics diagnostics;
};

struct ListEvent {
  Value identity;
  std::string display_name;
  Value object;  ///< null unless asked for
  Diagnostics diagnostics;
};
struct ListRequest {
  std::string_view type;
  Value config;
  bool include_object = false;
  std::int64_t limit = 0;  ///< 0: none
};

struct FunctionAnswer {
  Value result;
  std::string error;           ///< empty: success
  std::int64_t argument = -1;  ///< the argument that is to blame
};

}  // namespace lakeform::engine
