// AWS partitions and regions, as the vendor's partitions.json and endpoints.json (botocore 1.44) list them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lakeform::cloud::aws {

struct Partition {
  std::string_view id, name, dns_suffix, dual_stack_suffix;
  std::string_view global_region;  ///< where services without regions are signed, unless they say otherwise
  bool has_fips = true;
};

struct Region {
  std::string_view name, partition, description;
};

std::span<const Partition> partitions();
/// Sorted by partition, then name.
std::span<const Region> regions();

/// Null when the region is not known.
const Region* find_region(std::string_view name);
/// By id ("aws-cn"); null when there is none.
const Partition* find_partition(std::string_view id);
/// By list, then by the form of the name; null for a name that fits no partition.
const Partition* partition_of_region(std::string_view region);

}  // namespace lakeform::cloud::aws
