#include "plan/render/formats.h"

#include <algorithm>
#include <array>

#include "plan/render/html.h"
#include "plan/render/json.h"
#include "plan/render/junit.h"
#include "plan/render/markdown.h"
#include "plan/render/sarif.h"

namespace lakeform::plan {

namespace {

template <std::string (*Render)(const Report&)>
std::string plain(const Report& report, const TextOptions&) {
  return Render(report);
}

std::string comment(const Report& report, const TextOptions&) { return render_markdown(report); }

constexpr std::array<Format, 6> kFormats{{{"text", "for a terminal", render_text},
                                          {"json", "everything, versioned; what merge reads", plain<render_json>},
                                          {"markdown", "a comment on a pull request", comment},
                                          {"html", "a page that opens from disk", plain<render_html>},
                                          {"sarif", "code scanning", plain<render_sarif>},
                                          {"junit", "test reports of CI systems", plain<render_junit>}}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto* found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace lakeform::plan
