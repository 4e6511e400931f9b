#include "plan/live/meter.h"

namespace lakeform::plan {

class MeteredClient final : public cloud::Client {
 public:
  MeteredClient(Meter& meter, cloud::Client& inner) : meter_(meter), inner_(inner) {}

  Result<cloud::Reply> send(const cloud::Call& call) override {
    if (!meter_.begin(call)) {
      Error error;
      error.fault = Fault::Cancelled;
      error.summary = "not asked: --max-calls is reached";
      error.detail = "Raise --max-calls, or check a part (--shard, -target in Terraform).";
      return error;
    }
    auto reply = inner_.send(call);
    meter_.end();
    return reply;
  }
  const cloud::Facts& facts() const override { return inner_.facts(); }
  const StopToken& stop() const override { return inner_.stop(); }

 private:
  Meter& meter_;
  cloud::Client& inner_;
};

std::unique_ptr<cloud::Client> Meter::around(cloud::Client& client) {
  return std::make_unique<MeteredClient>(*this, client);
}

std::map<std::string, std::int64_t> Meter::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::int64_t Meter::total() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

bool Meter::begin(const cloud::Call& call) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return under_way_ < limits_.parallelism || (limits_.most > 0 && total_ >= limits_.most); });
  if (limits_.most > 0 && total_ >= limits_.most) return false;
  ++total_;
  ++under_way_;
  ++calls_[call.service + ":" + call.operation];
  return true;
}

void Meter::end() {
  {
    const std::lock_guard lock(mutex_);
    --under_way_;
  }
  changed_.notify_all();
}

}  // namespace lakeform::plan
