#include "provider/schema/develop.h"

#ifdef LAKEFORM_DEVELOP

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lakeform::schema {

namespace {

using Json = nlohmann::json;

/// What the compiler wrote, with everything that the views in it lead to.
struct Bundle {
  std::deque<std::string> texts;
  std::vector<Compiled::Entry> sorted;
  Compiled compiled{};

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
  Packed packed(const Json& json) {
    const std::string hex = json.at("bytes");
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
      bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return {keep(std::move(bytes)), json.at("size").get<std::size_t>()};
  }
};

Kind kind_of(const std::string& word) {
  if (word == "data_source") return Kind::Data;
  if (word == "ephemeral") return Kind::Ephemeral;
  return word == "action" ? Kind::Action : Kind::Resource;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The compiler's answer; its complaints go to the standard error as they are.
std::string compiler_output(const std::string& folder, const std::string& provider) {
  const std::string command = quoted(LAKEFORM_PYTHON) + " " + quoted(LAKEFORM_COMPILER) + " --bundle " +
                              quoted(folder) + " " + quoted(provider);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) std::exit(1);
  std::string out;
  char chunk[65536];
  while (const auto size = std::fread(chunk, 1, sizeof chunk, pipe)) out.append(chunk, size);
  if (::pclose(pipe) != 0) std::exit(1);
  return out;
}

std::unique_ptr<Bundle> bundle_of(const Json& json) {
  auto out = std::make_unique<Bundle>();
  for (const Json& entry : json.at("entries")) {
    out->sorted.push_back({out->keep(entry.at("type")), kind_of(entry.at("kind")), out->packed(entry.at("text"))});
  }
  Compiled& compiled = out->compiled;
  compiled.name = out->keep(json.at("name"));
  compiled.schema_response = out->packed(json.at("schema"));
  compiled.identity_response = out->packed(json.at("identities"));
  compiled.metadata_response = out->packed(json.at("metadata"));
  compiled.functions_response = out->packed(json.at("functions"));
  compiled.official_source = out->keep(json.at("source"));
  compiled.official_version = out->keep(json.at("version"));
  compiled.provider_text = out->packed(json.at("block"));
  compiled.entries = out->sorted;
  return out;
}

}  // namespace

const Compiled* developed(std::string_view provider) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Bundle>, std::less<>> loaded;
  const char* folder = std::getenv("LAKEFORM_DEFINITIONS");
  if (!folder || !*folder || !std::filesystem::exists(std::filesystem::path(folder) / provider)) return nullptr;
  const std::lock_guard lock(mutex);
  auto& slot = loaded[std::string(provider)];
  if (!slot) slot = bundle_of(Json::parse(compiler_output(folder, std::string(provider))));
  return &slot->compiled;
}

}  // namespace lakeform::schema

#endif
