// The formats by name.
#pragma once

#include <span>
#include <string_view>

#include "plan/render/text.h"

namespace lakeform::plan {

struct Format {
  std::string_view name;   ///< as people type it: "markdown"
  std::string_view about;  ///< what it is for, a few words
  /// Only text for a terminal has options.
  std::string (*render)(const Report& report, const TextOptions& options);
};

/// In the order in which help lists them.
std::span<const Format> formats();

/// Null for a name that is none.
const Format* find_format(std::string_view name);

}  // namespace lakeform::plan
