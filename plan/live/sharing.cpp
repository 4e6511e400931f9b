#include "plan/live/sharing.h"

namespace lakeform::plan {

namespace {

/// Everything that makes a difference to the answer.
std::string text_of(const cloud::Call& call) {
  std::string out = call.service + '\n' + call.region + '\n' + call.operation + '\n' + call.method + '\n' +
                    call.bucket + '\n' + call.path + '\n';
  for (const auto& [name, value] : call.query) out += name + '=' + value + '&';
  out += '\n';
  for (const auto& [name, value] : call.headers) out += name + ':' + value + '\n';
  return out + call.raw_body + (call.body.is_null() ? std::string() : call.body.dump());
}

}  // namespace

void SharingClient::expect(const cloud::Call& call) {
  const std::size_t hash = std::hash<std::string>()(text_of(call));
  const std::lock_guard lock(mutex_);
  ++expected_[hash];
}

Result<cloud::Reply> SharingClient::send(const cloud::Call& call) {
  const std::string text = text_of(call);
  std::unique_lock lock(mutex_);
  const auto known = answers_.find(text);
  if (known == answers_.end()) {
    const auto expected = expected_.find(std::hash<std::string>()(text));
    const std::uint32_t readers = expected == expected_.end() ? 0 : expected->second;
    if (expected != expected_.end()) expected_.erase(expected);
    const auto own = std::make_shared<Answer>();
    own->readers = readers < 2 ? 0 : readers - 1;
    if (own->readers > 0) answers_[text] = own;
    lock.unlock();
    auto reply = inner_.send(call);
    if (readers < 2) return reply;
    lock.lock();
    own->reply = reply;
    arrived_.notify_all();
    return reply;
  }
  const auto answer = known->second;
  if (--answer->readers == 0) answers_.erase(known);
  arrived_.wait(lock, [&] { return answer->reply.has_value(); });
  return *answer->reply;
}

}  // namespace lakeform::plan
