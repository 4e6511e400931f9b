#include "plan/switch/words.h"

#include <algorithm>

#include "provider/value/text.h"

namespace lakeform::plan {

namespace {

constexpr std::string_view kOpening = "{[(", kClosing = "}])";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::size_t after_string(std::string_view text, std::size_t at);

/// From behind "${" or "%{" to behind its closing brace.
std::size_t after_template(std::string_view text, std::size_t at) {
  for (int depth = 1; at < text.size() && depth > 0;) {
    const char c = text[at];
    if (c == '"') {
      at = after_string(text, at);
      continue;
    }
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    ++at;
  }
  return at;
}

/// From a quote to behind the quote that ends it.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"' && text[at] != '\n';) {
    const bool begins = (text[at] == '$' || text[at] == '%') && text.substr(at + 1, 1) == "{";
    if (begins && at > 0 && text[at - 1] != text[at]) {
      at = after_template(text, at + 2);
    } else {
      at += text[at] == '\\' ? 2 : 1;
    }
  }
  return std::min(at + 1, text.size());
}

/// From "<<" to behind the line with its word; `at` itself when it is no heredoc.
std::size_t after_heredoc(std::string_view text, std::size_t at) {
  std::size_t word = at + 2;
  if (text.substr(word, 1) == "-") ++word;
  std::size_t end = word;
  while (end < text.size() && is_word(text[end])) ++end;
  const std::string_view name = text.substr(word, end - word);
  if (name.empty()) return at;
  for (std::size_t line = text.find('\n', end); line != std::string_view::npos; line = text.find('\n', line + 1)) {
    const std::size_t stop = std::min(text.find('\n', line + 1), text.size());
    if (trimmed(text.substr(line + 1, stop - line - 1)) == name) return stop;
  }
  return text.size();
}

/// Behind a string or heredoc that begins here, else here.
std::size_t after_text(std::string_view text, std::size_t at) {
  if (text[at] == '"') return after_string(text, at);
  return text.substr(at, 2) == "<<" ? after_heredoc(text, at) : at;
}

/// From an opening bracket to behind its closing one.
std::size_t after_brackets(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    if (const auto end = after_text(text, at); end != at) {
      at = end;
      continue;
    }
    if (kOpening.find(text[at]) != std::string_view::npos) ++depth;
    if (kClosing.find(text[at]) != std::string_view::npos) --depth;
    ++at;
    if (depth <= 0) break;
  }
  return at;
}

/// The end of an attribute's expression: a line end or comma outside of brackets.
std::size_t after_expression(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '\n' && text[at] != ',') {
    if (const auto end = after_text(text, at); end != at) {
      at = end;
    } else if (kOpening.find(text[at]) != std::string_view::npos) {
      at = after_brackets(text, at);
    } else {
      ++at;
    }
  }
  return at;
}

class Reader {
 public:
  Reader(std::string_view text, int line) : text_(text), line_(line) {}

  std::vector<Statement> all() {
    std::vector<Statement> out;
    while (at_ < text_.size()) {
      if (!is_word(text_[at_]) && text_[at_] != '"') {
        step(at_ + 1);
      } else if (auto one = statement(); one.block || !one.value.empty()) {
        out.push_back(std::move(one));
      }
    }
    return out;
  }

 private:
  void step(std::size_t to) {
    to = std::min(to, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    at_ = to;
  }
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  }
  std::string word() {
    const std::size_t start = at_;
    if (text_[at_] == '"') {
      step(after_string(text_, at_));
      return literal(text_.substr(start, at_ - start));
    }
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  Statement statement() {
    Statement out;
    out.line = line_;
    out.name = word();
    for (blanks(); at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '"'); blanks())
      out.labels.push_back(word());
    if (at_ >= text_.size()) return out;
    const std::size_t start = at_ + 1;
    out.block = text_[at_] == '{';
    out.value_line = line_;
    if (out.block) {
      step(after_brackets(text_, at_));
      out.value = text_.substr(start, std::max(at_, start + 1) - start - 1);
    } else if (out.labels.empty() && (text_[at_] == '=' || text_[at_] == ':')) {
      step(after_expression(text_, start));
      out.value = trimmed(text_.substr(start, at_ - start));
    } else {
      step(after_expression(text_, at_) + 1);
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_;
};

}  // namespace

std::string without_remarks(std::string_view text) {
  std::string out(text);
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (; from < std::min(to, out.size()); ++from) out[from] = out[from] == '\n' ? '\n' : ' ';
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view two = text.substr(at, 2);
    std::size_t end = after_text(text, at);
    if (end == at) end = at + 1;
    if (text[at] == '#' || two == "//") {
      blank(at, end = text.find('\n', at));
    } else if (two == "/*") {
      const auto close = text.find("*/", at + 2);
      blank(at, end = close == std::string_view::npos ? close : close + 2);
    }
    at = end;
  }
  return out;
}

std::vector<Statement> statements(std::string_view body, int line) { return Reader(body, line).all(); }

std::vector<Statement> members(std::string_view expression, int line) {
  const auto open = expression.find('{');
  if (open == std::string_view::npos) return {};
  const auto end = after_brackets(expression, open);
  line +=
      static_cast<int>(std::count(expression.begin(), expression.begin() + static_cast<std::ptrdiff_t>(open), '\n'));
  return statements(expression.substr(open + 1, std::max(end, open + 2) - open - 2), line);
}

std::string literal(std::string_view expression) {
  expression = trimmed(expression);
  const bool quoted = expression.size() > 1 && expression.front() == '"' && expression.back() == '"';
  return quoted ? std::string(expression.substr(1, expression.size() - 2)) : std::string();
}

std::vector<std::string_view> quoted_texts(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at)) {
    const auto end = after_string(text, at);
    out.push_back(text.substr(at + 1, end > at + 1 ? end - at - 2 : 0));
    at = end;
  }
  return out;
}

}  // namespace lakeform::plan
