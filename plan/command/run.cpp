#include "plan/command/run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>

#include "plan/check/check.h"
#include "plan/desired/desired.h"
#include "plan/diff/impact.h"
#include "plan/diff/judge.h"
#include "plan/diff/owners.h"
#include "plan/diff/unmanaged.h"
#include "plan/live/connections.h"
#include "plan/merge.h"
#include "provider/value/thread.h"

namespace lakeform::plan {

namespace {

constexpr auto kBetweenNews = std::chrono::milliseconds(150);

/// "." says nothing to who reads the report elsewhere: the folder's name does.
std::string title_of(const std::string& input) {
  if (input != "." && input != "./") return input;
  std::error_code none;
  const auto folder = std::filesystem::current_path(none).filename().string();
  return folder.empty() ? input : folder;
}

/// What is sensitive in a resource is covered in its own texts, and in those of findings that name it.
void cover_all(Judgement& judgement) {
  std::map<std::string, const Sensitive*> known;
  for (const Judged& one : judgement.all()) {
    if (one.sensitive && !one.sensitive->empty()) known[one.entry.address] = one.sensitive.get();
  }
  for (Judged& one : judgement.all()) {
    if (one.sensitive) cover(one.entry, *one.sensitive);
    for (Finding& finding : one.entry.findings) {
      for (const std::string& other : finding.related) {
        if (const auto found = known.find(other); found != known.end())
          finding.message = found->second->covered(finding.message, one.entry.address);
      }
    }
  }
}

class Run {
 public:
  explicit Run(const RunOptions& options)
      : options_(options), meter_(options.limits), connections_(meter_, options.settings, stop_) {}

  Result<Report> report() {
    Report out;
    const bool fleet = options_.inputs.size() > 1;
    out.title = fleet ? std::to_string(options_.inputs.size()) + " plans" : title_of(options_.inputs.front());
    out.shard = options_.shard;
    for (const std::string& name : options_.inputs) {
      if (options_.shard && !in_shard(name, *options_.shard)) continue;
      auto input = read_input(name);
      if (!input) return input.error();
      input->name = fleet ? name : "";
      if (fleet) out.units.push_back(name);
      check(*input, out);
    }
    out.calls = meter_.calls();
    put_in_order(out);
    if (!out.shard) check_across(out, options_.skipped_checks);
    return out;
  }

 private:
  void check(const Input& input, Report& out) {
    std::vector<const Connected*> connected;
    std::map<std::string, const Connected*> by_key;
    for (const Resource& resource : input.resources) {
      const Connected*& found = by_key[resource.provider_key];
      if (!found) found = connections_.connect(input, resource.provider_key);
      connected.push_back(found);
      announce(resource, *found);
    }
    std::vector<Judged> judged(input.resources.size());
    at_once(input, judged.size(), [&](std::size_t i) {
      judged[i] = judge(input, input.resources[i], *connected[i]);
      weigh(judged[i], *connected[i]);
    });
    leave_to_owners(judged);
    if (options_.unmanaged) add_unmanaged(input, connected, judged);
    Judgement judgement(std::move(judged));
    for (const Check* check : checks()) {
      if (check->run && !options_.skipped_checks.contains(check->id)) check->run(judgement);
    }
    cover_all(judgement);
    for (Judged& one : judgement.all()) out.entries.push_back(std::move(one.entry));
    add_notes(input, connected, out);
  }

  void add_notes(const Input& input, const std::vector<const Connected*>& connected, Report& out) const {
    const std::string prefix = input.name.empty() ? "" : input.name + ": ";
    for (const std::string& why : input.incomplete) out.incomplete.push_back(prefix + why);
    for (const std::string& change : input.besides) out.besides.push_back(prefix + change);
    for (const std::string& note : input.notes) out.notes.push_back(prefix + note);
    std::set<const Connected*> told;
    std::map<std::string, int> uncovered;
    for (std::size_t i = 0; i < connected.size(); ++i) {
      if (told.insert(connected[i]).second) {
        for (const std::string& note : connected[i]->notes) out.notes.push_back(prefix + note);
        if (!connected[i]->problem.empty())
          out.notes.push_back(prefix + "Provider " + input.resources[i].provider_key +
                              " could not be used: " + connected[i]->problem);
      }
      const auto* compiled = connected[i]->compiled;
      if (!compiled || !connected[i]->readable || !schema::find_definition(*compiled, input.resources[i].type))
        ++uncovered[input.resources[i].type];
    }
    for (const auto& [type, count] : uncovered) {
      out.notes.push_back(prefix + "Not covered: " + std::to_string(count) + " of type " + type +
                          "; what is said of them is Terraform's plan, not the live object.");
    }
  }

  /// Does `work` for every index on as many threads as calls may be under way; tells of progress meanwhile.
  void at_once(const Input& input, std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> done{0};
    // What a thread throws comes out at get().
    auto all = std::async(std::launch::async, [&] {
      in_parallel(count, static_cast<std::size_t>(std::max(1, options_.limits.parallelism)), [&](std::size_t i) {
        work(i);
        ++done;
      });
    });
    const auto under_way = [&](std::chrono::milliseconds time) {
      return all.wait_for(time) != std::future_status::ready;
    };
    while (options_.progress && under_way(std::chrono::milliseconds(0))) {
      options_.progress({input.name, done, count, meter_.total()});
      static_cast<void>(under_way(kBetweenNews));
    }
    all.get();
  }

  const RunOptions& options_;
  StopToken stop_;
  Meter meter_;
  Connections connections_;
};

}  // namespace

bool in_shard(const std::string& input, const Shard& shard) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : input) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<int>(hash % static_cast<std::uint64_t>(shard.count)) + 1 == shard.index;
}

Result<Report> run_plan(const RunOptions& options) { return Run(options).report(); }

}  // namespace lakeform::plan
