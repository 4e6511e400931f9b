// Long texts made fit for people: what is wrong and what to do stay, what was choked on loses its middle.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lakeform {

/// The text when it has at most `most` bytes; else about that much of it, with the number of bytes left out in place of
/// its middle. Cut between UTF-8 sequences. `most` is at least 100.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace lakeform
