// The configuration part of a plan: which expressions a resource has, and which resources they lead to.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "plan/desired/slices.h"

namespace lakeform::plan {

struct ConfiguredResource {
  std::string module;        ///< "module.a.module.b"; empty for the root
  std::string provider_key;  ///< as the configuration has it: "aws.west", "module.a:aws"
  Slice expressions, whole;
};

class ConfigurationTree {
 public:
  explicit ConfigurationTree(Slice configuration);

  const std::map<std::string, Slice>& providers() const { return providers_; }
  /// By the address without keys; null when the configuration has it no more.
  const ConfiguredResource* find(const std::string& address) const;
  /// Addresses without keys of the resources that this one refers to, directly, through inputs and outputs of modules,
  /// or by depends_on.
  std::set<std::string> depends_on(const ConfiguredResource& resource) const;

 private:
  struct Module {
    std::map<std::string, Slice> outputs;  ///< name -> expression
    std::map<std::string, Slice> inputs;   ///< name -> expression, which speaks of the parent
  };
  void read_module(const std::string& path, Slice module, Slice inputs);
  void follow(const std::string& module, const std::string& reference, std::set<std::string>& found, int depth) const;
  void follow_all(const std::string& module, Slice expression, std::set<std::string>& found, int depth) const;

  std::map<std::string, Slice> providers_;
  std::map<std::string, ConfiguredResource> resources_;
  std::map<std::string, Module> modules_;
};

/// Every reference below an expression: "aws_s3_bucket.raw.id", "var.x", "module.a.out".
std::set<std::string> references_in(Slice expression);

}  // namespace lakeform::plan
