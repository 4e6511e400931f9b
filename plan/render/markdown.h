// The report as a comment on a pull request.
#pragma once

#include "plan/report.h"

namespace lakeform::plan {

/// GitHub's limit for a comment, in characters; GitLab and others allow more.
inline constexpr std::size_t kLongestComment = 65536;

/// Markdown that fits the limit whatever the plan: details go first, then resources of less weight, and it says what
/// was left out. The first line is a marker by which a bot finds its earlier comment; nothing in it depends on time or
/// order of reading.
std::string render_markdown(const Report& report, std::size_t most = kLongestComment);

}  // namespace lakeform::plan
