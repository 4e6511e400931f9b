#include "provider/value/secrets.h"

#include <algorithm>

#include "provider/value/unescape.h"

namespace lakeform {
namespace {

constexpr std::string_view kCover = "(secret)";
constexpr int kLayers = 8;    // of escapes within escapes
constexpr int kPackings = 2;  // of base64 within base64

// Forms write a blank as "+", and what reads them may take a "+" for a blank: the two are held equal.
std::string folded(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), ' ', '+');
  return out;
}

std::string_view bare(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::uint64_t beginning(std::string_view text) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < Secrets::kShortest; ++i) key = key << 8 | static_cast<unsigned char>(text[i]);
  return key;
}

}  // namespace

void Secrets::add(std::string_view secret) {
  secret = bare(secret);
  insert(folded(secret));
  // A secret that looks like escapes itself is also known by what is left when all escapes are taken off a text.
  Decoded view = undecoded(secret);
  for (int layer = 0; layer < kLayers && unescape(view); ++layer) {
  }
  insert(folded(view.text));
}

void Secrets::insert(std::string text) {
  if (text.size() < kShortest) return;
  auto& same = by_beginning_[beginning(text)];
  const auto place =
      std::find_if(same.begin(), same.end(), [&](const auto& other) { return other.size() <= text.size(); });
  if (std::find(place, same.end(), text) == same.end()) same.insert(place, std::move(text));
}

std::size_t Secrets::length_at(std::string_view text, std::size_t at) const {
  const auto same = by_beginning_.find(beginning(text.substr(at)));
  if (same == by_beginning_.end()) return 0;
  for (const auto& secret : same->second) {
    if (text.substr(at).starts_with(secret)) return secret.size();
  }
  return 0;
}

void Secrets::match(const Decoded& view, std::vector<Range>& found) const {
  const std::string text = folded(view.text);
  for (std::size_t i = 0; i + kShortest <= text.size(); ++i) {
    if (const std::size_t length = length_at(text, i)) found.emplace_back(view.start[i], view.end[i + length - 1]);
  }
}

void Secrets::search(Decoded view, int packings, std::vector<Range>& found) const {
  match(view, found);
  for (int layer = 0; layer < kLayers && unescape(view); ++layer) match(view, found);
  if (packings == 0) return;
  for (const auto packing : {Packing::Base64, Packing::Hex})
    each_unpacked(view, packing, kShortest, [&](Decoded inner) { search(std::move(inner), packings - 1, found); });
}

std::string Secrets::covered(std::string_view text) const {
  if (by_beginning_.empty()) return std::string(text);
  std::vector<Range> found;
  search(undecoded(text), kPackings, found);
  std::sort(found.begin(), found.end());
  std::string out;
  std::size_t shown = 0;  // what comes before it is written or covered
  for (const auto& [from, to] : found) {
    if (from >= shown) {
      out.append(text.substr(shown, from - shown)).append(kCover);
    }
    shown = std::max(shown, to);
  }
  return out.append(text.substr(shown));
}

}  // namespace lakeform
