#include "tests/sandbox/s3/shape.h"

#include <algorithm>
#include <charconv>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/s3.h"

namespace lakeform::sandbox::s3 {
namespace {

bool is_int(std::string_view text) {
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find('|', from), text.size());
    words.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

bool has_value(const std::string& kind, const std::string& value) {
  if (kind == "int") return is_int(value);
  if (kind == "bool") return value == "true" || value == "false";
  if (kind == "date") return cloud::parse_rfc3339(value).has_value();
  return true;
}

}  // namespace

class Shape::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Element element() {
    Element element;
    element.name = word();
    const auto often = element.name.back();
    if (often == '?' || often == '*' || often == '+') {
      element.name.pop_back();
      element.required = often == '+';
      element.repeated = often != '?';
    }
    auto held = word();
    if (held == "{") {
      element.structure = true;
      while (peek() != '}') element.children.push_back(this->element());
      word();
    } else if (held == "text" || held == "int" || held == "bool" || held == "date") {
      element.kind = std::move(held);
    } else {
      element.words = split_words(held);
    }
    return element;
  }

  bool at_end() { return peek() == 0; }

 private:
  char peek() {
    at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  std::string word() {
    if (peek() == 0) throw std::invalid_argument("the shape ends too early: " + std::string(text_));
    const auto end = std::min(text_.find_first_of(" \n", at_), text_.size());
    const auto from = std::exchange(at_, end);
    return std::string(text_.substr(from, end - from));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Shape::Shape(std::string_view text) {
  Parser parser(text);
  root_ = parser.element();
  if (!parser.at_end()) throw std::invalid_argument("the shape has more than one root: " + std::string(text));
}

void Shape::read(const std::string& text, pugi::xml_document& into) const {
  const auto parsed = into.load_buffer(text.data(), text.size());
  const auto root = into.document_element();
  if (!parsed || root.name() != root_.name) throw malformed_xml();
  check(root_, root);
}

void Shape::check(const Element& element, pugi::xml_node node) {
  if (!element.structure) {
    const std::string value = node.text().get();
    const bool known =
        element.words.empty() || std::find(element.words.begin(), element.words.end(), value) != element.words.end();
    if (node.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; }) || !known ||
        !has_value(element.kind, value)) {
      throw malformed_xml();
    }
    return;
  }
  std::vector<std::size_t> counts(element.children.size());
  for (const auto child : node.children()) {
    if (child.type() != pugi::node_element) {
      if (child.type() == pugi::node_pcdata) throw malformed_xml();
      continue;
    }
    const auto known = std::find_if(element.children.begin(), element.children.end(),
                                    [&](const auto& other) { return other.name == child.name(); });
    if (known == element.children.end()) throw malformed_xml();
    ++counts[static_cast<std::size_t>(known - element.children.begin())];
    check(*known, child);
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if ((element.children[i].required && counts[i] == 0) || (!element.children[i].repeated && counts[i] > 1))
      throw malformed_xml();
  }
}

}  // namespace lakeform::sandbox::s3
