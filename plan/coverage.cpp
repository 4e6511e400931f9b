#include "plan/coverage.h"

#include <set>

namespace lakeform::plan {

namespace {

class Counting {
 public:
  void add(const Entry& entry) {
    if (entry.basis == Basis::Listed) return;
    ++out_.resources;
    if (entry.basis == Basis::Live) ++out_.checked;
    if (entry.basis == Basis::Unread) ++out_.unread;
    if (entry.basis == Basis::Terraform) {
      ++out_.terraform_only;
      types_.insert(entry.type);
    }
    const auto slash = entry.scope.find('/');
    if (const std::string account = entry.scope.substr(0, slash); !account.empty()) accounts_.insert(account);
    if (slash != std::string::npos) regions_.insert(entry.scope.substr(slash + 1));
  }

  Coverage result() {
    out_.types = static_cast<int>(types_.size());
    out_.accounts = static_cast<int>(accounts_.size());
    out_.regions = static_cast<int>(regions_.size());
    return out_;
  }

 private:
  Coverage out_;
  std::set<std::string> types_, accounts_, regions_;
};

std::string number_of(int count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string places(const Coverage& coverage) {
  if (coverage.accounts == 0 && coverage.regions == 0) return {};
  std::string out = " in ";
  if (coverage.accounts > 0) out += number_of(coverage.accounts, "account");
  if (coverage.accounts > 0 && coverage.regions > 0) out += " and ";
  return coverage.regions > 0 ? out + number_of(coverage.regions, "region") : out;
}

}  // namespace

Coverage coverage_of(const Report& report) {
  Counting counting;
  for (const Entry& entry : report.entries) counting.add(entry);
  return counting.result();
}

Coverage coverage_of(const Report& report, const std::string& unit) {
  Counting counting;
  for (const Entry& entry : report.entries) {
    if (entry.unit == unit) counting.add(entry);
  }
  return counting.result();
}

std::string looked_at(const Coverage& coverage) {
  if (coverage.resources == 0) return "There was nothing to check: no resource is in it.";
  std::string out = "Checked " + std::to_string(coverage.checked) + " of " + number_of(coverage.resources, "resource") +
                    places(coverage);
  if (coverage.terraform_only > 0) {
    out += "; " + number_of(coverage.terraform_only, "resource") + " of " + number_of(coverage.types, "type") +
           (coverage.terraform_only == 1 ? " is" : " are") + " Terraform's word only";
  }
  if (coverage.unread > 0) out += "; " + std::to_string(coverage.unread) + " could not be read";
  return out + ".";
}

}  // namespace lakeform::plan
