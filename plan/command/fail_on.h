// The finer exit statuses of --fail-on.
#pragma once

#include <string>
#include <vector>

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

/// The statuses that were asked for, by words: "data-loss,drift". Unknown words are an error that names the known ones.
Result<std::vector<int>> fail_words(const std::vector<std::string>& words);

/// Without words as Terraform's -detailed-exitcode: 0 or 2. With them the smallest status whose word applies, or 0.
int exit_status(const Report& report, const std::vector<int>& failing);

}  // namespace lakeform::plan
