#include "provider/engine/hooks/registry.h"

#include <map>

#include "provider/engine/hooks/hooks.h"

namespace lakeform::engine {

namespace {

template <class Hook>
using Table = std::map<std::string_view, Hook>;

const Table<StepHook> step_hooks{{"iam-policy-make-room", iam_policy_make_room}, {"s3-empty-bucket", s3_empty_bucket}};
const Table<DataHook> data_hooks{
    {"iam-policy-document", iam_policy_document}, {"partition", aws_partition}, {"region", aws_region}};
const Table<const Conversion*> conversions{
    {"s3-grants", &s3_grants}, {"s3-hosted-zone", &s3_hosted_zone}, {"s3-website-domain", &s3_website_domain}};

}  // namespace

StepHook find_step_hook(std::string_view name) {
  const auto found = step_hooks.find(name);
  return found == step_hooks.end() ? nullptr : found->second;
}

DataHook find_data_hook(std::string_view name) {
  const auto found = data_hooks.find(name);
  return found == data_hooks.end() ? nullptr : found->second;
}

const Conversion* find_conversion(std::string_view name) {
  const auto found = conversions.find(name);
  return found == conversions.end() ? nullptr : found->second;
}

}  // namespace lakeform::engine
