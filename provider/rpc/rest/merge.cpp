#include "provider/rpc/rest/merge.h"

#include <array>

#include "provider/rpc/rest/wire.h"

namespace lakeform::rpc {

namespace {

/// A kind of thing: its field in GetProviderSchema.Response and in GetMetadata.Response.
struct Kind {
  std::uint32_t schema, metadata;
  Names Covered::* covered;
  bool of_resource = false;  ///< belongs to the resource of its name
};
constexpr std::uint32_t kProviderMeta = 5, kCapabilities = 6, kFunctions = 7;
/// Capabilities that Terraform would use with types of a provider that lacks them: to ask for the plan of a destroy,
/// and for generated configuration. Without them it does what it does with every such provider.
constexpr std::uint32_t kOfBoth[] = {1, 4};
constexpr std::array<Kind, 6> kKinds{{{2, 4, &Covered::resources},
                                      {3, 3, &Covered::data_sources},
                                      {kFunctions, 5, &Covered::functions},
                                      {8, 6, &Covered::ephemeral},
                                      {9, 7, &Covered::lists, true},
                                      {11, 9, &Covered::actions}}};

bool has(const Kind& kind, std::string_view name, const Covered& covered) {
  return (covered.*kind.covered).contains(name) || (kind.of_resource && covered.resources.contains(name));
}

const Kind* kind_of(std::uint32_t schema_field) {
  for (const Kind& kind : kKinds) {
    if (kind.schema == schema_field) return &kind;
  }
  return nullptr;
}

void add_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// A length-delimited field.
void add_field(std::string& out, std::uint32_t number, std::string_view content) {
  add_varint(out, static_cast<std::uint64_t>(number) << 3 | 2);
  add_varint(out, content.size());
  out += content;
}

bool holds(std::string_view message, std::uint32_t number) {
  bool out = false;
  each_field(message, [&](const WireField& field) { out = out || field.number == number; });
  return out;
}

bool capable(std::string_view schemas, std::uint32_t capability) {
  bool out = false;
  each_field(schemas, [&](const WireField& field) {
    if (field.number != kCapabilities) return;
    each_field(field.content, [&](const WireField& flag) {
      if (flag.number == capability) out = flag.record.back() != 0;
    });
  });
  return out;
}

/// A second message in the same field is joined with the first, and a zero that is written out holds.
void limit_capabilities(std::string& schemas, const std::string& theirs) {
  for (const std::uint32_t capability : kOfBoth) {
    if (capable(theirs, capability)) continue;
    const char off[] = {static_cast<char>(capability << 3), 0};
    add_field(schemas, kCapabilities, {off, sizeof off});
  }
}

/// What the official provider has beyond ours.
template <class Take>
void each_missing(const std::string& their_schemas, const Covered& covered, Take take) {
  each_field(their_schemas, [&](const WireField& field) {
    const Kind* kind = kind_of(field.number);
    if (kind && !has(*kind, name_in(field.content), covered)) take(*kind, field);
  });
}

}  // namespace

Covered covered_by(std::string_view metadata) {
  Covered out;
  for (const Kind& kind : kKinds) out.*kind.covered = names_in(metadata, kind.metadata);
  return out;
}

std::string merged_schemas(std::string_view ours, const std::string& theirs, const Covered& covered) {
  std::string out;
  out.reserve(ours.size() + theirs.size());
  out = ours;
  limit_capabilities(out, theirs);
  const bool meta = holds(ours, kProviderMeta);
  each_field(theirs, [&](const WireField& field) {
    if (field.number == kProviderMeta && !meta) out += field.record;
  });
  each_missing(theirs, covered, [&](const Kind&, const WireField& field) { out += field.record; });
  return out;
}

std::string merged_identities(std::string_view ours, const std::string& theirs, const Covered& covered) {
  std::string out(ours);
  each_field(theirs, [&](const WireField& field) {
    if (field.number == 1 && !covered.resources.contains(name_in(field.content))) out += field.record;
  });
  return out;
}

std::string merged_metadata(std::string_view ours, const std::string& their_schemas, const Covered& covered) {
  std::string out(ours);
  each_missing(their_schemas, covered, [&](const Kind& kind, const WireField& field) {
    std::string one;
    add_field(one, 1, name_in(field.content));
    add_field(out, kind.metadata, one);
  });
  return out;
}

std::string merged_functions(std::string_view ours, const std::string& their_schemas, const Covered& covered) {
  std::string out(ours);
  each_missing(their_schemas, covered, [&](const Kind& kind, const WireField& field) {
    if (kind.schema == kFunctions) add_field(out, 1, field.content);
  });
  return out;
}

}  // namespace lakeform::rpc
