// One program, several names: terraform-provider-aws, -google and -azurerm serve Terraform, lakeform is the planner.
#include <cstring>
#include <iostream>
#include <string>

#include "plan/command/command.h"
#include "provider/faces/faces.h"
#include "provider/rpc/serve.h"

namespace {

/// "aws" from "/x/terraform-provider-aws_v1.2.3"; empty for other names.
std::string provider_of(std::string name) {
  name = name.substr(name.rfind('/') + 1);
  const std::string prefix = "terraform-provider-";
  if (name.rfind(prefix, 0) != 0) return {};
  name = name.substr(prefix.size());
  return name.substr(0, name.find_first_of("_."));
}

bool has(int argc, char** argv, const char* option) {
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], option) == 0) return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  lakeform::faces::install();
  std::string provider = provider_of(argv[0]);
  // The same without a link of that name: `lakeform provider aws -debug`.
  if (provider.empty() && argc > 2 && std::strcmp(argv[1], "provider") == 0) provider = argv[2];
  if (!provider.empty()) {
    if (has(argc, argv, "--version") || has(argc, argv, "-version")) {
      std::cout << "lakeform " << LAKEFORM_VERSION << "\n";
      return 0;
    }
    return lakeform::rpc::serve({provider, argv[0], has(argc, argv, "-debug") || has(argc, argv, "--debug")},
                                [](std::string_view name) { return lakeform::engine::make_provider(name); });
  }
  return lakeform::plan::run(argc, argv);
}
