#include "tests/sandbox/core/world.h"

#include <ctime>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/service.h"

namespace lakeform::sandbox {
namespace {

std::string formatted(Time time, const char* format) {
  const std::time_t seconds = Clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const auto size = std::strftime(text, sizeof text, format, &parts);
  return {text, size};
}

}  // namespace

Registered::Registered(std::string signing_name, Make how) : name(std::move(signing_name)), make(how) {
  all().push_back(*this);
}

std::vector<Registered>& Registered::all() {
  static std::vector<Registered> entries;
  return entries;
}

World::World(Options with) : options(std::move(with)) {
  add_identity(
      "AKIASANDBOX000000001",
      {"sandbox-secret-1", "111111111111", "arn:aws:iam::111111111111:user/sandbox", "", {}, "AIDASANDBOX0000000001"});
  add_identity(
      "AKIASANDBOX000000002",
      {"sandbox-secret-2", "222222222222", "arn:aws:iam::222222222222:user/sandbox", "", {}, "AIDASANDBOX0000000002"});
  reset();
}

World::~World() = default;

void World::reset() {
  services_.clear();
  for (const auto& entry : Registered::all()) services_[entry.name] = entry.make(*this);
}

Time World::later(double times) const {
  return now() + std::chrono::duration_cast<Clock::duration>(options.delay * times);
}

std::string World::make_id(std::size_t length) {
  std::string out;
  while (out.size() < length) out += cloud::hex(cloud::sha256("sandbox" + std::to_string(next_number())));
  return out.substr(0, length);
}

Service* World::service(const std::string& signing_name) {
  const auto at = services_.find(signing_name);
  return at == services_.end() ? nullptr : at->second.get();
}

const Identity* World::identity(const std::string& access_key) const {
  const auto at = identities_.find(access_key);
  return at == identities_.end() ? nullptr : &at->second;
}

bool World::has_account(const std::string& account) const {
  for (const auto& item : identities_) {
    if (item.second.account == account) return true;
  }
  return false;
}

void World::expire_sessions() {
  for (auto& [key, identity] : identities_) {
    if (!identity.token.empty()) identity.expires = now();
  }
}

std::string iso_time(Time time) {
  const auto millis = std::chrono::duration_cast<Millis>(time.time_since_epoch()).count() % 1000;
  auto fraction = std::to_string(1000 + millis).substr(1);
  return formatted(time, "%Y-%m-%dT%H:%M:%S.") + fraction + "Z";
}

std::string http_time(Time time) { return formatted(time, "%a, %d %b %Y %H:%M:%S GMT"); }

}  // namespace lakeform::sandbox
