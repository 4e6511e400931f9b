// Text in the escapes that people and programs write it in, taken apart so that every byte knows where it came from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform {

/// A text made from another one: byte i stands for the source's bytes from start[i] up to end[i].
struct Decoded {
  std::string text;
  std::vector<std::size_t> start, end;
};

/// The text as its own source.
Decoded undecoded(std::string_view text);

/// Takes one layer of escapes off: percent ("%2F"), HTML and XML ("&lt;", "&#39;"), JSON ("\u003c", "\\"), whichever
/// stand there. What is no escape stays. False when there was none, and then nothing has changed.
bool unescape(Decoded& view);

/// Base64 (also in the alphabet for URLs, and broken over lines) or hex.
enum class Packing { Base64, Hex };
/// What the run of letters from `from` up to `to` stands for when its first `skipped` letters belong to something else:
/// 0 to 3 (hex: 0 and 1) are all the ways that it may be meant.
Decoded unpacked(const Decoded& view, Packing packing, std::size_t from, std::size_t to, std::size_t skipped);
/// Where the run that begins at `from` ends; `from` itself when none begins there.
std::size_t end_of_run(const Decoded& view, Packing packing, std::size_t from);

/// Calls `take` with all that runs of at least `shortest` decoded bytes may stand for.
template <class Take>
void each_unpacked(const Decoded& view, Packing packing, std::size_t shortest, const Take& take) {
  const std::size_t letters = packing == Packing::Hex ? 2 : 4, bits = packing == Packing::Hex ? 4 : 6;
  for (std::size_t from = 0; from < view.text.size();) {
    const std::size_t to = end_of_run(view, packing, from);
    for (std::size_t skipped = 0; skipped < letters && (to - from) * bits >= shortest * 8; ++skipped)
      take(unpacked(view, packing, from, to, skipped));
    from = to == from ? from + 1 : to;
  }
}

}  // namespace lakeform
