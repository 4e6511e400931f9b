// Plans and states as JSON: any text is an input or an error, and every resource of it is judged without a cloud.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "plan/check/check.h"
#include "plan/diff/judge.h"
#include "plan/render/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform::plan;
  auto input = read_text("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  if (!input) {
    if (input.error().summary.empty()) std::abort();
    return 0;
  }
  Connected connected;
  connected.compiled = lakeform::schema::find_provider("aws");
  connected.problem = "no cloud";
  std::vector<Judged> judged;
  for (const Resource& resource : input->resources) judged.push_back(judge(*input, resource, connected));
  Judgement judgement(std::move(judged));
  for (const Check* check : checks()) {
    if (check->run) check->run(judgement);
  }
  Report report;
  for (Judged& one : judgement.all()) report.entries.push_back(std::move(one.entry));
  check_across(report, {});
  if (!read_json(render_json(report))) std::abort();
  return 0;
}
