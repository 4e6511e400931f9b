#include "plan/check/look.h"

#include "provider/language/json_path.h"
#include "provider/language/value_path.h"

namespace lakeform::plan {

Value after(const Judged& judged) {
  if (judged.entry.verdict == Verdict::Destroy) return {};
  return judged.desired.is_null() ? before(judged) : judged.desired.value();
}

Value before(const Judged& judged) { return judged.live.is_null() ? judged.state.value() : judged.live.value(); }

ByText::ByText(const Judgement& judgement, const std::string& type, const std::function<Value(const Judged&)>& key) {
  for (Judged* one : judgement.of_type(type)) {
    const Value text = key(*one);
    if (text.is_unknown()) {
      unknown_.push_back(one);
    } else if (!text.is_null()) {
      known_[text.to_text()].push_back(one);
    }
  }
}

const std::vector<Judged*>& ByText::at(const std::string& text) const {
  static const std::vector<Judged*> none;
  const auto found = known_.find(text);
  return found == known_.end() ? none : found->second;
}

bool goes(const Judged& judged) { return goes(judged.entry); }

bool comes(const Judged& judged) {
  const Verdict verdict = judged.entry.verdict;
  return verdict == Verdict::Create || verdict == Verdict::Update || verdict == Verdict::Replace ||
         (verdict == Verdict::Missing && !judged.desired.is_null());
}

std::string text_at(const Value& object, std::string_view path) { return language::value_at(object, path).to_text(); }

const Value::List& list_at(const Value& object, std::string_view path) {
  static const Value::List none;
  const Value& found = language::value_at(object, path);
  return found.is_list() ? found.as_list() : none;
}

std::optional<Place> place_of(const std::string& url) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos || url.rfind("s3", 0) != 0) return std::nullopt;
  const std::string rest = url.substr(scheme + 3);
  const auto slash = rest.find('/');
  return Place{rest.substr(0, slash), slash == std::string::npos ? std::string() : rest.substr(slash + 1)};
}

bool overlaps(const std::string& prefix, const std::string& other) {
  return prefix.rfind(other, 0) == 0 || other.rfind(prefix, 0) == 0;
}

void add_finding(Judged& judged, const Check& check, Severity severity, std::string message, std::string path,
                 std::vector<std::string> related) {
  judged.entry.findings.push_back(
      {std::string(check.id), severity, std::move(message), std::move(path), std::move(related)});
}

}  // namespace lakeform::plan
