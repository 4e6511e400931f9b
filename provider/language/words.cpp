#include "provider/language/words.h"

namespace lakeform::language {

namespace {

CloudWords& added() {
  static CloudWords words;
  return words;
}

}  // namespace

void add_words(const CloudWords& words) {
  added().equal.insert(words.equal.begin(), words.equal.end());
  added().formats.insert(words.formats.begin(), words.formats.end());
}

const Equivalence* find_equivalence(std::string_view word) {
  const auto found = added().equal.find(word);
  return found == added().equal.end() ? nullptr : &found->second;
}

TextProblem find_format(std::string_view word) {
  const auto found = added().formats.find(word);
  return found == added().formats.end() ? nullptr : found->second;
}

}  // namespace lakeform::language
