// What `lakeform mirror --rest` leaves beside the provider: where the official provider's executable is, what it was
// then, and its schemas. Files in the folder of our executable EXE, small enough that Terraform's checksums of the
// package cost nothing:
//   EXE.rest.json      where, what and which version
//   EXE.rest.block     the schema of its provider block, which every configured process needs
//   EXE.rest.schemas   the answers to GetProviderSchema and GetResourceIdentitySchemas, deflated
// The official executable itself lies outside of the package, since Terraform reads every byte of a package at each
// command.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "provider/value/result.h"

namespace lakeform::rpc {

/// A file as it was: by size and time of change, which are cheap to ask, and by content.
struct Fingerprint {
  std::uintmax_t size = 0;
  std::int64_t changed = 0;  ///< nanoseconds of the file system's clock
  std::string sha256;        ///< in hex
};

struct Rest {
  std::filesystem::path executable;
  std::string version;  ///< "5.100.0", from the file's place or name; empty: it does not tell
  Fingerprint fingerprint;
  std::filesystem::path schemas;  ///< the file that holds them
  std::string block;              ///< its provider block: a serialized Schema

  /// "terraform-provider-aws_v5.100.0_x5", as log lines and findings call it.
  std::string name() const { return executable.filename().string(); }
};

struct RestSchemas {
  std::string provider;    ///< serialized GetProviderSchema.Response
  std::string identities;  ///< serialized GetResourceIdentitySchemas.Response; empty: it has none
};

/// What stands beside our executable, by the name under which it was started; none when there is no rest. A broken note
/// is an error.
Result<std::optional<Rest>> find_rest(const std::filesystem::path& ours);

/// Writes the files beside `ours`; each appears whole. The executable is noted by its way from there, and by its
/// absolute path.
Outcome store_rest(const std::filesystem::path& ours, const Rest& rest, const RestSchemas& schemas);

/// Takes the rest away from `ours`, if there is one.
void forget_rest(const std::filesystem::path& ours);

Result<RestSchemas> load_schemas(const Rest& rest);

/// Reads the whole file: half a second for 700 MB.
Result<Fingerprint> fingerprint(const std::filesystem::path& file);

/// Why the executable is not what was mirrored, with what to do; none when it is. `quickly` asks for
/// its size only; else a file of another time is read.
std::optional<Error> changed(const Rest& rest, bool quickly);

}  // namespace lakeform::rpc
