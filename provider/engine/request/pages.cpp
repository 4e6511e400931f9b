#include "provider/engine/request/pages.h"

#include <algorithm>

namespace lakeform::engine {

std::string next_page_token(const Step& step, const Json& answer) {
  const Json next = step.page_next.empty() ? Json() : at_path(answer, step.page_next);
  return next.is_string() ? next.get<std::string>() : std::string();
}

Outcome PageTokens::turn(const std::string& call, const std::string& token, std::size_t bytes) {
  bytes_ += bytes;
  Error error;
  error.fault = Fault::Unavailable;
  if (bytes_ > kMost) {
    error.summary = call + " answers with more than " + std::to_string(kMost >> 20) + " MB in pages";
    error.detail = "The list was not read to its end";
    return error;
  }
  if (token.empty() || seen_.insert(token).second) return Done{};
  error.summary = call + " answers with the same page again and again";
  error.detail = "A page names one that was read already as the next. Check the endpoint";
  return error;
}

void set_page_token(cloud::Call& call, const Step& step, const std::string& token) {
  if (step.method == "GET") {
    std::erase_if(call.query, [&](const auto& pair) { return pair.first == step.page_token; });
    call.query.emplace_back(step.page_token, token);
  } else {
    if (call.body.is_null()) call.body = Json::object();
    call.body[step.page_token] = token;
  }
}

}  // namespace lakeform::engine
