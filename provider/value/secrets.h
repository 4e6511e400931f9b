// Texts that must not be shown, found in other texts however they are written there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lakeform {

struct Decoded;

/// A set of secrets. Reading is safe from several threads, adding is not.
class Secrets {
 public:
  static constexpr std::size_t kShortest = 6;  ///< bytes; shorter texts are part of too much that is no secret

  /// Blanks and line ends around it do not belong to it: files end in them, what quotes the secret has none.
  void add(std::string_view secret);

  /// The text with "(secret)" in place of every secret: as it is, in percent, HTML and JSON escapes (also in several
  /// layers), in base64 (wherever it stands within what was encoded, also in the alphabet for URLs) and in hex.
  std::string covered(std::string_view text) const;

 private:
  using Range = std::pair<std::size_t, std::size_t>;  // of the text: from, up to
  void insert(std::string text);
  std::size_t length_at(std::string_view text, std::size_t at) const;
  void match(const Decoded& view, std::vector<Range>& found) const;
  void search(Decoded view, int packings, std::vector<Range>& found) const;

  std::unordered_map<std::uint64_t, std::vector<std::string>> by_beginning_;  // the longest first
};

}  // namespace lakeform
