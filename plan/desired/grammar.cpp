#include "plan/desired/grammar.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

namespace lakeform::plan {

namespace {

constexpr std::size_t kMostShown = 20;
constexpr int kGreatestExponent = 4096;  // as state_json::decode has it

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Grammar {
 public:
  explicit Grammar(std::string_view text) : text_(text) {}

  std::optional<std::string> fault() {
    if (value() && (skip(), at_ == text_.size())) return std::nullopt;
    if (what_.empty()) what_ = at_ >= text_.size() ? "the end of the text" : "something that is no JSON";
    return what_ + " at " + path();
  }

 private:
  struct Step {
    std::string_view key;  ///< of an object's member; empty: an element
    std::size_t index = 0;
  };

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool fail(std::string what) {
    if (what_.empty()) what_ = std::move(what);
    return false;
  }

  bool value() {
    skip();
    if (at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '{':
        return members();
      case '[':
        return elements();
      case '"':
        return string();
      default:
        return word();
    }
  }

  bool members() {
    ++at_;
    if (take('}')) return true;
    steps_.push_back({});
    do {
      skip();
      const std::size_t begin = at_;
      if (at_ >= text_.size() || text_[at_] != '"' || !string()) return false;
      steps_.back().key = text_.substr(begin + 1, at_ - begin - 2);
      if (!take(':') || !value()) return false;
    } while (take(','));
    if (!take('}')) return false;
    steps_.pop_back();
    return true;
  }

  bool elements() {
    ++at_;
    if (take(']')) return true;
    steps_.push_back({});
    do {
      if (!value()) return false;
      ++steps_.back().index;
    } while (take(','));
    if (!take(']')) return false;
    steps_.pop_back();
    return true;
  }

  bool string() {
    for (++at_; at_ < text_.size(); ++at_) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') return ++at_, true;
      if (c < 0x20) return fail("a control character inside a text");
      if (c == '\\' && !escape()) return fail("a broken escape inside a text");
      if (c >= 0x80 && !character(c)) return fail("bytes that are not UTF-8");
    }
    return false;
  }

  /// The four digits of \uXXXX whose backslash stands at `at`.
  std::optional<unsigned> unit(std::size_t at) const {
    unsigned out = 0;
    if (text_.substr(at, 2) != "\\u" || text_.size() < at + 6) return std::nullopt;
    const auto [end, problem] = std::from_chars(text_.data() + at + 2, text_.data() + at + 6, out, 16);
    return problem == std::errc() && end == text_.data() + at + 6 ? std::optional(out) : std::nullopt;
  }

  /// From a backslash to the last character of the escape; halves of a pair come in pairs.
  bool escape() {
    const auto first = unit(at_);
    if (!first)
      return ++at_, at_ < text_.size() && std::string_view("\"\\/bfnrt").find(text_[at_]) != std::string_view::npos;
    at_ += 5;
    if (*first < 0xD800 || *first > 0xDFFF) return true;
    const auto second = *first < 0xDC00 ? unit(at_ + 1) : std::nullopt;
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
    at_ += 6;
    return true;
  }

  /// From the lead byte of a character to its last one.
  bool character(unsigned char lead) {
    const std::size_t more = lead >= 0xC2 && lead < 0xE0   ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : 0;
    if (more == 0 || at_ + more >= text_.size()) return false;
    const auto second = static_cast<unsigned char>(text_[at_ + 1]);
    const bool narrow = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    for (std::size_t i = 1; i <= more; ++i) {
      if ((static_cast<unsigned char>(text_[at_ + i]) & 0xC0U) != 0x80U) return false;
    }
    at_ += more;
    return !narrow;
  }

  bool word() {
    const std::size_t end = std::min(text_.find_first_of(",]}: \n\t\r", at_), text_.size());
    const std::string_view given = text_.substr(at_, end - at_);
    const bool good = given == "true" || given == "false" || given == "null" || number(given);
    if (!good) return fail(given.empty() ? "something that is no value" : printable(given));
    at_ = end;
    return true;
  }

  bool number(std::string_view given) {
    std::size_t i = given.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
      const std::size_t begin = i;
      while (i < given.size() && is_digit(given[i])) ++i;
      return i - begin;
    };
    const std::size_t whole = i;
    if (const auto count = digits(); count == 0 || (count > 1 && given[whole] == '0')) return false;
    if (i < given.size() && given[i] == '.' && (++i, digits() == 0)) return false;
    if (i == given.size()) return true;
    if (given[i] != 'e' && given[i] != 'E') return false;
    if (++i < given.size() && (given[i] == '+' || given[i] == '-')) ++i;
    const std::size_t begin = i;
    if (digits() == 0 || i != given.size()) return false;
    int exponent = 0;
    const auto [end, problem] = std::from_chars(given.data() + begin, given.data() + given.size(), exponent);
    return (problem == std::errc() && exponent <= kGreatestExponent) || fail("a number out of range");
  }

  static std::string printable(std::string_view given) {
    std::string out(given.substr(0, kMostShown));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return std::isprint(static_cast<unsigned char>(c)) == 0; }, '?');
    return out;
  }

  std::string path() const {
    std::string out;
    for (const Step& step : steps_) {
      if (step.key.empty()) {
        out += "[" + std::to_string(step.index) + "]";
      } else {
        out += (out.empty() ? "" : ".") + std::string(step.key);
      }
    }
    return out.empty() ? "the top" : out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Step> steps_;
  std::string what_;
};

}  // namespace

std::optional<std::string> json_fault(std::string_view text) { return Grammar(text).fault(); }

}  // namespace lakeform::plan
