#include "provider/rpc/rest/wire.h"

#include <optional>

namespace lakeform::rpc {

namespace {

constexpr std::uint64_t kVarint = 0, kFixed64 = 1, kText = 2, kFixed32 = 5;

/// Takes a varint off the front.
std::optional<std::uint64_t> varint(std::string_view& bytes) {
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    out |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return out;
  }
  return std::nullopt;
}

/// The bytes of a field's value behind its tag; none when they are not all there.
std::optional<std::string_view> value_of(std::string_view& rest, std::uint64_t kind) {
  std::uint64_t size = kind == kFixed64 ? 8 : 4;
  if (kind == kVarint) return varint(rest) ? std::optional<std::string_view>("") : std::nullopt;
  if (kind == kText) {
    const auto told = varint(rest);
    if (!told) return std::nullopt;
    size = *told;
  } else if (kind != kFixed64 && kind != kFixed32) {
    return std::nullopt;
  }
  if (size > rest.size()) return std::nullopt;
  const std::string_view out = rest.substr(0, size);
  rest.remove_prefix(size);
  return kind == kText ? out : "";
}

}  // namespace

bool each_field(std::string_view message, const std::function<void(const WireField&)>& tell) {
  while (!message.empty()) {
    std::string_view rest = message;
    const auto tag = varint(rest);
    if (!tag || *tag >> 3 == 0 || *tag >> 3 > 0x1fffffff) return false;
    const auto content = value_of(rest, *tag & 7);
    if (!content) return false;
    tell({static_cast<std::uint32_t>(*tag >> 3), message.substr(0, message.size() - rest.size()), *content});
    message = rest;
  }
  return true;
}

std::string_view name_in(std::string_view message) {
  std::string_view out;
  each_field(message, [&](const WireField& field) {
    if (field.number == 1) out = field.content;
  });
  return out;
}

std::set<std::string, std::less<>> names_in(std::string_view message, std::uint32_t number) {
  std::set<std::string, std::less<>> out;
  each_field(message, [&](const WireField& field) {
    if (field.number == number) out.emplace(name_in(field.content));
  });
  return out;
}

}  // namespace lakeform::rpc
