#include <set>

#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kRenamedStore;

namespace {

/// Attributes by which others name a store or what describes its data.
constexpr const char* kNames[] = {"bucket", "dataset_id", "name", "cluster_identifier"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.'; }

/// The name as a whole word: "raw" is not in "raw-archive".
bool names(const std::string& text, const std::string& name) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

/// The path of the first text that names it; empty when none does.
std::string mention(const Value& value, const std::string& name, const Path& at) {
  if (value.is_string()) return names(value.as_string(), name) ? at.text() : std::string();
  if (value.is_list()) {
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      if (std::string found = mention(value.as_list()[i], name, at / static_cast<Index>(i)); !found.empty())
        return found;
    }
  }
  if (value.is_map()) {
    for (const auto& [key, inner] : value.as_map()) {
      if (std::string found = mention(inner, name, at / key); !found.empty()) return found;
    }
  }
  return {};
}

struct Rename {
  Judged* judged;
  std::string attribute, from, to;
};

std::vector<Rename> renames(Judgement& judgement) {
  std::vector<Rename> out;
  for (Judged& judged : judgement.all()) {
    const bool holds =
        judged.definition && (judged.definition->data.kind == "store" || judged.definition->data.kind == "index");
    if (!holds || judged.entry.verdict != Verdict::Replace) continue;
    const Value now = before(judged), then = after(judged);
    for (const char* name : kNames) {
      const std::string from = now[name].to_text(), to = then[name].to_text();
      if (!from.empty() && !to.empty() && from != to) out.push_back({&judged, name, from, to});
    }
  }
  return out;
}

void run(Judgement& judgement) {
  for (const Rename& rename : renames(judgement)) {
    for (Judged& other : judgement.all()) {
      if (&other == rename.judged || other.entry.verdict == Verdict::Destroy ||
          other.entry.verdict == Verdict::Unmanaged)
        continue;
      const std::string path = mention(after(other), rename.from, {});
      if (path.empty()) continue;
      add_finding(other, kRenamedStore, Severity::Error,
                  other.entry.address + " still names " + rename.from + ", which " + rename.judged->entry.address +
                      " gives up for " + rename.to + ".",
                  path, {rename.judged->entry.address});
    }
  }
}

}  // namespace

const Check kRenamedStore{
    "renamed-store", "A bucket, dataset, database or cluster gets another name while something still names the old one",
    R"(A store can't be renamed: it is destroyed and made anew under the other name, empty. Everything that goes on naming the old one, such as a policy, a table's
location or a crawler's target, then points at nothing, or, where names are global, at a bucket that somebody else may take.

Only what this plan or state holds is looked through; the name counts as a whole word in any text.

What to do: refer to the store (`aws_s3_bucket.raw.bucket`) instead of writing its name; move the data; change readers first.)",
    run};

}  // namespace lakeform::plan
