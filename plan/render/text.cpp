#include "plan/render/text.h"

#include <sstream>

#include "plan/coverage.h"
#include "plan/render/characters.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

constexpr const char* kRed = "31";
constexpr const char* kGreen = "32";
constexpr const char* kYellow = "33";
constexpr const char* kBold = "1";
constexpr const char* kDim = "2";

class Text {
 public:
  Text(const Report& report, const TextOptions& options) : report_(report), options_(options) {}

  std::string all() {
    wrapped(looked_at(coverage_of(report_)), "");
    if (!options_.quiet) out_ += "\n";
    if (!options_.quiet) {
      for (const Entry* entry : by_weight(report_)) resource(*entry);
      if (options_.verbose) unchanged();
    } else {
      for (const Entry* entry : by_weight(report_)) findings(*entry, one_line(entry->address) + ": ");
    }
    for (const auto& why : report_.incomplete) wrapped(paint(kRed, "Incomplete: ") + clean(why), "");
    for (const auto& change : report_.besides) wrapped("Besides: " + clean(change), "");
    for (const auto& note : report_.notes) wrapped("Note: " + clean(note), "");
    if (options_.verbose) calls();
    out_ += paint(kBold, "Plan check: ") + summary(report_) + ".";
    if (report_.heaviest() > Impact::Metadata)
      out_ += " Heaviest impact: " + paint(colour_of(report_.heaviest()), title(report_.heaviest())) + ".";
    out_ += "\n";
    return without_commands(out_);
  }

 private:
  std::string paint(const char* code, const std::string& text) const {
    return options_.colour ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
  }

  static const char* colour_of(Impact impact) { return impact >= Impact::AccessCut ? kRed : kYellow; }

  /// A note is the quietest of the three.
  static const char* colour_of(Severity severity) {
    return severity == Severity::Error ? kRed : severity == Severity::Warning ? kYellow : kDim;
  }

  std::string sign(Verdict verdict) const {
    switch (verdict) {
      case Verdict::Create:
        return paint(kGreen, "+");
      case Verdict::Destroy:
        return paint(kRed, "-");
      case Verdict::Replace:
        return paint(kRed, "-") + "/" + paint(kGreen, "+");
      case Verdict::Update:
        return paint(kYellow, "~");
      case Verdict::CouldNotCheck:
      case Verdict::Missing:
        return paint(kRed, "!");
      default:
        return paint(kYellow, "?");
    }
  }

  void resource(const Entry& entry) {
    const std::string unit = entry.unit.empty() ? "" : paint(kDim, one_line(entry.unit)) + " ";
    out_ +=
        sign(entry.verdict) + " " + unit + paint(kBold, one_line(entry.address)) + " " + sentence(entry.verdict) + "\n";
    if (!entry.reason.empty()) wrapped(clean(entry.reason), "    ");
    for (const auto& change : entry.attributes) attribute(change);
    const std::string impact =
        entry.impact == Impact::None ? "" : paint(colour_of(entry.impact), title(entry.impact)) + ": ";
    if (!impact.empty() || !entry.impact_text.empty()) wrapped(impact + clean(entry.impact_text), "    ");
    for (const auto& fact : entry.facts) wrapped(clean(fact.text), "      ");
    if (!entry.way_back.empty()) wrapped("Way back: " + clean(entry.way_back), "      ");
    findings(entry, "");
    if (!entry.import_block.empty()) indented(clean(entry.import_block));
    out_ += "\n";
  }

  void attribute(const AttributeChange& change) {
    if (!options_.verbose && !change.change && !change.drift) return;
    out_ += "    " + one_line(change.path) + ": ";
    if (change.sensitive) {
      out_ += change.change ? "(sensitive value, changes)" : "(sensitive value, differs from the state)";
    } else if (change.change) {
      out_ += shown(change, change.live) + " -> " + shown(change, change.desired, true);
      if (change.drift) out_ += paint(kYellow, " (the state has " + shown(change, change.state) + ")");
    } else {
      out_ += shown(change, change.state) + " in the state, " + shown(change, change.live) + " live";
    }
    if (change.replaces) out_ += paint(kRed, " # forces replacement");
    out_ += "\n";
  }

  void findings(const Entry& entry, const std::string& lead) {
    for (const auto& finding : entry.findings) {
      wrapped(paint(colour_of(finding.severity), word(finding.severity)) + " [" + clean(finding.check) + "] " + lead +
                  clean(finding.message),
              options_.quiet ? "" : "    ");
    }
  }

  void unchanged() {
    for (const auto& entry : report_.entries) {
      if (entry.verdict == Verdict::Unchanged && entry.findings.empty())
        out_ += "  " + one_line(entry.address) + " " + sentence(entry.verdict) + "\n";
    }
  }

  void calls() {
    std::int64_t total = 0;
    std::string each;
    for (const auto& [name, count] : report_.calls) {
      total += count;
      each += (each.empty() ? "" : ", ") + name + " " + std::to_string(count);
    }
    if (total > 0) wrapped("API calls: " + std::to_string(total) + " (" + each + ")", "");
  }

  void indented(const std::string& block) {
    std::istringstream lines(block);
    for (std::string line; std::getline(lines, line);) out_ += "        " + line + "\n";
  }

  /// Breaks at spaces; colour codes count for nothing. What goes on stands further in, so that no text makes a line
  /// that looks like one of ours.
  void wrapped(const std::string& text, const std::string& indent) {
    const std::string further = indent.empty() ? "        " : indent + "    ";
    std::istringstream words(text);
    std::string line = indent;
    std::size_t columns = indent.size();
    bool first = true;
    for (std::string word; words >> word;) {
      const std::size_t size = visible(word);
      if (!first && columns + 1 + size > options_.width) {
        out_ += line + "\n";
        line = further;
        columns = further.size();
        first = true;
      }
      line += (first ? "" : " ") + word;
      columns += size + (first ? 0 : 1);
      first = false;
    }
    out_ += line + "\n";
  }

  static std::size_t visible(const std::string& word) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '\033') {
        while (i < word.size() && word[i] != 'm') ++i;
      } else if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) {
        ++count;
      }
    }
    return count;
  }

  const Report& report_;
  const TextOptions& options_;
  std::string out_;
};

}  // namespace

std::string render_text(const Report& report, const TextOptions& options) { return Text(report, options).all(); }

}  // namespace lakeform::plan
