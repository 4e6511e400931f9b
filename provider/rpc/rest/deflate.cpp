#include "provider/rpc/rest/deflate.h"

#include <zlib.h>

namespace lakeform::rpc {

namespace {

constexpr std::size_t kMost = 256u << 20;

}  // namespace

std::string deflated(std::string_view bytes) {
  std::string out(::compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
              9);
  out.resize(size);
  return out;
}

std::optional<std::string> inflated(std::string_view bytes) {
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int state = Z_OK;
  while (state == Z_OK && out.size() <= kMost) {
    const std::size_t before = out.size();
    out.resize(before + (1 << 20));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = 1 << 20;
    state = ::inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  ::inflateEnd(&stream);
  return state == Z_STREAM_END && out.size() <= kMost ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace lakeform::rpc
