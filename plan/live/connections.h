// The provider blocks of an input as connections to their clouds.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "plan/desired/desired.h"
#include "plan/live/meter.h"
#include "plan/live/provider_block.h"
#include "plan/live/sharing.h"
#include "provider/engine/face.h"
#include "provider/schema/registry.h"

namespace lakeform::plan {

struct Connected {
  const schema::Compiled* compiled = nullptr;  ///< null: no definitions of this provider
  std::shared_ptr<const engine::Connection> connection;
  std::unique_ptr<cloud::Client> metered;
  std::unique_ptr<SharingClient> shared;  ///< around it
  engine::Context context;                ///< has a client when the connection was made
  bool readable = true;  ///< false: this build has the provider's definitions and no client for its cloud
  std::string problem;   ///< why there is no client
  std::vector<std::string> notes;
};

/// Makes each connection once, however many blocks and inputs of a run say the same. Thread-safe.
class Connections {
 public:
  Connections(Meter& meter, ProviderSettings settings, const StopToken& stop)
      : meter_(meter), settings_(std::move(settings)), stop_(stop) {}

  /// Never null; lives as long as this object.
  const Connected* connect(const Input& input, const std::string& provider_key);

 private:
  std::unique_ptr<Connected> make(const schema::Compiled& compiled, const EvaluatedBlock& block, const Input& input,
                                  const std::string& key) const;

  Meter& meter_;
  const ProviderSettings settings_;
  const StopToken& stop_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Connected>> made_;
};

}  // namespace lakeform::plan
