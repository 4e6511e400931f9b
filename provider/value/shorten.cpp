#include "provider/value/shorten.h"

namespace lakeform {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  // Most findings name the value first and the way out last; the longer part of them is the beginning.
  std::size_t head = most - most / 3, tail = text.size() - most / 3;
  while (head > 0 && continues(text[head])) --head;
  while (tail < text.size() && continues(text[tail])) ++tail;
  return std::string(text.substr(0, head)) + " ... (" + std::to_string(tail - head) + " bytes left out) ... " +
         std::string(text.substr(tail));
}

}  // namespace lakeform
