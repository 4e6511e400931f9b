#include "provider/rpc/rest/store.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "provider/rpc/rest/deflate.h"
#include "provider/rpc/rest/wire.h"

namespace lakeform::rpc {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNote = ".rest.json";
constexpr const char* kBlock = ".rest.block";
constexpr const char* kSchemas = ".rest.schemas";
constexpr const char* kAgain =
    "Run `lakeform mirror DIR --as-official --rest FROM` again, with the executable that shall answer for types that "
    "Lakeform does not cover.";

Error broken(const std::string& what, const fs::path& file, const std::string& why) {
  return {Fault::InvalidInput, what + " " + file.string(), why.empty() ? kAgain : why + "\n\n" + kAgain, {}, {}, {}, 0};
}

std::optional<std::string> content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// Whole or not at all: a Terraform that runs keeps reading what it opened.
Outcome put(const fs::path& file, const std::string& text) {
  const fs::path beside = file.string() + ".part" + std::to_string(::getpid());
  std::ofstream(beside, std::ios::binary) << text;
  std::error_code problem;
  if (fs::file_size(beside, problem) == text.size() && !problem)
    fs::rename(beside, file, problem);
  else if (!problem)
    problem = std::make_error_code(std::errc::no_space_on_device);
  if (!problem) return Done{};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return broken("Cannot write", file, problem.message());
}

std::int64_t time_of(const fs::path& file, std::error_code& problem) {
  return fs::last_write_time(file, problem).time_since_epoch().count();
}

std::string block_of(const std::string& response) {
  std::string out;
  each_field(response, [&](const WireField& field) {
    if (field.number == 1) out = field.content;
  });
  return out;
}

/// A mirror may have been moved as a whole, and a package copied out of it: the way from here first, then the place
/// where it was.
fs::path executable_of(const nlohmann::json& note, const fs::path& folder) {
  std::error_code ignored;
  const fs::path near = folder / note.value("beside", "");
  return fs::exists(near, ignored) && fs::is_regular_file(near, ignored) ? near.lexically_normal()
                                                                         : fs::path(note.value("executable", ""));
}

}  // namespace

Result<std::optional<Rest>> find_rest(const fs::path& ours) {
  const auto text = ours.has_parent_path() ? content(ours.string() + kNote) : std::nullopt;
  if (!text) return std::optional<Rest>();
  const auto note = nlohmann::json::parse(*text, nullptr, false);
  if (!note.is_object()) return broken("Cannot read", ours.string() + kNote, "It is no JSON object.");
  std::error_code problem;
  const fs::path folder = fs::canonical(ours.parent_path(), problem);
  try {
    Rest rest{executable_of(note, folder),
              note.value("version", ""),
              {note.at("size"), note.at("changed"), note.at("sha256")},
              ours.string() + kSchemas,
              content(ours.string() + kBlock).value_or("")};
    return std::optional<Rest>(std::move(rest));
  } catch (const nlohmann::json::exception& why) {
    return broken("Cannot read", ours.string() + kNote, why.what());
  }
}

Outcome store_rest(const fs::path& ours, const Rest& rest, const RestSchemas& schemas) {
  // Two texts in one stream: the first is told its length.
  const std::string both = std::to_string(schemas.provider.size()) + "\n" + schemas.provider + schemas.identities;
  if (auto done = put(ours.string() + kSchemas, deflated(both)); !done) return done;
  if (auto done = put(ours.string() + kBlock, block_of(schemas.provider)); !done) return done;
  std::error_code problem;
  const nlohmann::json note{
      {"executable", fs::absolute(rest.executable).lexically_normal().string()},
      {"beside", fs::relative(rest.executable, fs::canonical(ours.parent_path(), problem), problem).string()},
      {"version", rest.version},
      {"size", rest.fingerprint.size},
      {"changed", rest.fingerprint.changed},
      {"sha256", rest.fingerprint.sha256}};
  return put(ours.string() + kNote, note.dump(2) + "\n");
}

void forget_rest(const fs::path& ours) {
  std::error_code ignored;
  for (const char* ending : {kNote, kBlock, kSchemas}) fs::remove(ours.string() + ending, ignored);
}

Result<RestSchemas> load_schemas(const Rest& rest) {
  const auto stored = content(rest.schemas);
  const auto both = stored ? inflated(*stored) : std::nullopt;
  const auto line = both ? both->find('\n') : std::string::npos;
  if (line == std::string::npos)
    return broken("Cannot read the schemas of the official provider in", rest.schemas,
                  stored ? "The file is damaged." : "");
  const auto size = std::strtoull(both->c_str(), nullptr, 10);
  if (size > both->size() - line - 1)
    return broken("Cannot read the schemas of the official provider in", rest.schemas, "The file is damaged.");
  return RestSchemas{both->substr(line + 1, size), both->substr(line + 1 + size)};
}

Result<Fingerprint> fingerprint(const fs::path& file) {
  std::error_code problem;
  Fingerprint out{fs::file_size(file, problem), time_of(file, problem), {}};
  std::ifstream stream(file, std::ios::binary);
  if (problem || !stream) return broken("Cannot read", file, problem.message());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> sum(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(sum.get(), EVP_sha256(), nullptr);
  std::vector<char> block(1 << 20);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0) {
    EVP_DigestUpdate(sum.get(), block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(sum.get(), digest.data(), &size);
  for (unsigned i = 0; i < size; ++i) {
    for (const int half : {digest[i] >> 4, digest[i] & 15}) out.sha256 += "0123456789abcdef"[half];
  }
  return out;
}

std::optional<Error> changed(const Rest& rest, bool quickly) {
  std::error_code problem;
  const bool there = fs::is_regular_file(rest.executable, problem);
  if (!there)
    return broken("The official provider is missing:", rest.executable, "It was there when the mirror was laid out.");
  const bool same_size = fs::file_size(rest.executable, problem) == rest.fingerprint.size;
  if (same_size && (quickly || time_of(rest.executable, problem) == rest.fingerprint.changed)) return std::nullopt;
  const auto now =
      same_size ? fingerprint(rest.executable) : Result<Fingerprint>(Fingerprint());  // a copy has another time
  if (now && now->sha256 == rest.fingerprint.sha256) return std::nullopt;
  return broken("The official provider has changed since the mirror was laid out:", rest.executable,
                "The schemas in the mirror are those of the executable that was there then.");
}

}  // namespace lakeform::rpc
