#include "provider/language/value_path.h"

#include "provider/language/parts.h"

namespace lakeform::language {

const Value& value_at(const Value& object, std::string_view dotted) {
  static const Value null;
  const Value* here = &object;
  each_part(dotted, [&](std::string_view part) {
    std::size_t index = 0;
    if (here->is_list()) {
      here = index_of(part, index) && index < here->as_list().size() ? &here->as_list()[index] : &null;
    } else {
      here = &(*here)[part];
    }
    return !here->is_null();
  });
  return *here;
}

Value::List names_dropped(const Value& before, const Value& now, std::string_view member) {
  Value::List out;
  if (!before.is_list()) return out;
  const auto has = [&](const Value& list, const Value& name) {
    return list.is_list() && std::any_of(list.as_list().begin(), list.as_list().end(),
                                         [&](const Value& one) { return one[member] == name; });
  };
  for (const Value& one : before.as_list()) {
    if (!has(now, one[member])) out.push_back(one[member]);
  }
  return out;
}

bool is_blank(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Null:
      return true;
    case Value::Kind::String:
      return value.as_string().empty();
    case Value::Kind::List:
      return value.as_list().empty();
    case Value::Kind::Map:
      return value.as_map().empty();
    default:
      return false;
  }
}

bool is_zero(const Value& value) {
  if (value.kind() == Value::Kind::Bool) return !value.as_bool();
  if (value.kind() == Value::Kind::Number) return value.as_number() == Number(0);
  return is_blank(value);
}

}  // namespace lakeform::language
