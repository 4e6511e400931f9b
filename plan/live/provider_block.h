// From the provider block in a plan's configuration to values that a connection can be made with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/desired/desired.h"
#include "provider/schema/definition.h"

namespace lakeform::plan {

/// Values given on the command line: "aws.region" or "aws.west.region" -> text. They win over the block.
using ProviderSettings = std::map<std::string, std::string>;

struct EvaluatedBlock {
  Value config;                         ///< in the shape of the definition
  std::vector<std::string> unresolved;  ///< attributes whose expression a plan's JSON does not tell
};

/// A plan's JSON has constants and the names that an expression refers to, not the expression. An attribute that refers
/// to one root variable is taken to be that variable; anything else is unresolved and counts as unset, so that
/// environment and profile decide.
EvaluatedBlock evaluate(const schema::Definition& block, const ProviderBlock& given,
                        const std::map<std::string, Slice>& variables, const ProviderSettings& settings);

/// "aws" for the source addresses of which the definitions hold: registry.terraform.io/hashicorp/aws, .../lakeform/aws,
/// .../-/aws, aws; else empty.
std::string definitions_of(const std::string& source);

}  // namespace lakeform::plan
