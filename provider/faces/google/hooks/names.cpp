#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

namespace {

Value taken(const cloud::Json& json, const engine::Field&) {
  if (!json.is_string()) return "";
  const std::string text = json.get<std::string>();
  return text.substr(text.rfind('/') + 1);
}

}  // namespace

const engine::Conversion last_segment{nullptr, taken};

}  // namespace lakeform::faces::google
