// The models as the build leaves them: deflated JSON.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lakeform::sandbox {

struct PackedModel {
  std::string_view service;  ///< botocore's name of it
  std::string_view bytes;    ///< zlib
  std::size_t size;          ///< inflated
};

extern const std::span<const PackedModel> kPackedModels;

}  // namespace lakeform::sandbox
