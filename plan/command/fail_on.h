// What options say in words: the finer exit statuses of --fail-on, the checks of --skip-check.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

/// The statuses that were asked for, by words: "data-loss,drift". Unknown words are an error that names the known ones.
Result<std::vector<int>> fail_words(const std::vector<std::string>& words);

/// The ids of --skip-check. An id that no check has is an error that says so.
Result<std::set<std::string, std::less<>>> check_ids(const std::vector<std::string>& ids);

/// Without words as Terraform's -detailed-exitcode: 0 or 2. With them the smallest status whose word applies, or 0.
int exit_status(const Report& report, const std::vector<int>& failing);

}  // namespace lakeform::plan
