// The pages of a list.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "provider/engine/scope.h"

namespace lakeform::engine {

using schema::Step;

/// The token of the page that follows this answer, or its whole address where the step's token is "url" (ARM's
/// nextLink; the Link header as "header:link"); empty after the last one.
std::string next_page_token(const Step& step, const Json& answer);
/// The pages of one list so far: that none comes again, and that together they stay within bounds.
class PageTokens {
 public:
  static constexpr std::size_t kMost = std::size_t{64} << 20;  ///< bytes of all pages
  /// `token` names the page that comes next (empty: none does), `bytes` is the size of the last one.
  Outcome turn(const std::string& call, const std::string& token, std::size_t bytes);

 private:
  std::set<std::string> seen_;
  std::size_t bytes_ = 0;
};
/// Makes the call ask for the page that the token names.
void set_page_token(cloud::Call& call, const Step& step, const std::string& token);

}  // namespace lakeform::engine
