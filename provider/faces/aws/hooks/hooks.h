// The hooks themselves, for the table in face.cpp. Each is described where it is written.
#pragma once

#include "provider/engine/hooks/registry.h"

namespace lakeform::faces::aws {

using namespace engine;

Result<Value> iam_policy_document(const Definition&, const Context&, const Value& config);
Result<Value> aws_partition(const Definition&, const Context&, const Value& config);
Result<Value> aws_region(const Definition&, const Context&, const Value& config);

Outcome iam_policy_make_room(Scope& scope);
Outcome s3_empty_bucket(Scope& scope);

extern const Conversion s3_grants, s3_hosted_zone, s3_website_domain;

}  // namespace lakeform::faces::aws
