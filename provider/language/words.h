// The words of the language that belong to one cloud: how its texts are compared and checked. words.json says whose a
// word is; a cloud's face adds the code, so that the language itself knows no cloud.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace lakeform::language {

/// A word of `equal` and `same_element`.
struct Equivalence {
  bool (*same)(const std::string& a, const std::string& b);
  /// A text may be equal to none at all: the older SDK then keeps "" where nothing was.
  bool nothing_counts = false;
};

/// What is wrong with a text in a `format`, as the end of a sentence ("is no ARN: ..."); empty when nothing is.
using TextProblem = std::string (*)(const std::string& text);

struct CloudWords {
  std::map<std::string_view, Equivalence> equal;
  std::map<std::string_view, TextProblem> formats;
};

/// To be called before anything else of the language, by one thread.
void add_words(const CloudWords& words);

/// Null when no cloud has added the word.
const Equivalence* find_equivalence(std::string_view word);
TextProblem find_format(std::string_view word);

}  // namespace lakeform::language
