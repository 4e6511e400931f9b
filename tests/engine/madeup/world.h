// The made-up cloud: definitions of README.md's provider, and a client whose answers a test writes.
#pragma once

#include <string>
#include <vector>

#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::engine::madeup {

const Definition& definition(const char* type, schema::Kind kind = schema::Kind::Resource);
Value object(const char* type, const Json& json);

/// A provider with the project "own".
struct MadeupWorld {
  MadeupWorld();
  FakeCloud cloud{{{"project", "own"}}};
  Context context;
  std::vector<cloud::Call> calls;  ///< what was sent, as the answers were made; not for tests with threads

  /// `answer` says what a call is answered; every call is noted.
  void answers(std::function<Result<cloud::Reply>(const cloud::Call&, int)> answer);
  PlanAnswer plan(const char* type, const Value& prior, const Value& config) const;
  ApplyAnswer apply(const char* type, const Value& prior, const Value& planned);
};

/// "POST /v1/shelves?a=b".
std::string line(const cloud::Call& call);

}  // namespace lakeform::engine::madeup
