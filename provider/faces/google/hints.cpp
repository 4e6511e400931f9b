// What to do about errors of the services, beyond what the client has said already (provider/cloud/google/errors.cpp
// says what is the same for every call: tokens, permissions, services that are not enabled, throttling).
#include <array>

#include "provider/faces/google/face.h"

namespace lakeform::faces::google {

namespace {

using engine::Advice;

struct Hint {
  std::string_view code;  ///< the service's error code
  std::string_view part;  ///< of the message; empty for any
  std::string_view text;
  bool about_the_name = false;
};

constexpr std::string_view kExists =
    "An object of that name is there already. Choose another name, or take the existing one over with `terraform "
    "import`.";

constexpr std::array kHints{
    Hint{"conflict", "not empty",
         "The bucket still holds objects or versions. Empty it, or set force_destroy = true "
         "and apply before destroying."},
    Hint{"conflict", "name is not available", "Bucket names are unique across all projects: choose another one.", true},
    Hint{"conflict", "", kExists, true},
    Hint{"duplicate", "", kExists, true},
    Hint{"ALREADY_EXISTS", "", kExists, true},
    Hint{"resourceInUse", "",
         "Something is still in it: remove that first, or set delete_contents_on_destroy = true "
         "and apply before destroying."},
    Hint{"conditionNotMet", "", "Something else changed it at the same moment. Run again."},
    Hint{"ABORTED", "", "Something else changed it at the same moment. Run again."},
    Hint{"RESOURCE_EXHAUSTED", "", "A quota is used up: ask for a higher one, or remove what is not needed."},
    Hint{"quotaExceeded", "", "A quota is used up: ask for a higher one, or remove what is not needed."},
    Hint{"INVALID_ARGUMENT", "does not exist",
         "A member or object that the request names does not exist. One made a "
         "moment ago needs some seconds to be known."},
};

}  // namespace

Advice GoogleFace::advice(const Error& error) const {
  for (const Hint& hint : kHints) {
    if (hint.code != error.code || error.message.find(hint.part) == std::string::npos) continue;
    return {std::string(hint.text), hint.about_the_name, nullptr};
  }
  return {};
}

}  // namespace lakeform::faces::google
