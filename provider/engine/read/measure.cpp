#include "provider/engine/read/measure.h"

#include <algorithm>
#include <cmath>

#include "provider/engine/answer.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/explain.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/read/read.h"

namespace lakeform::engine {

namespace {

using schema::Measure;

double number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  return value.is_string() ? Number(value.get<std::string>()).to_double() : 0;
}

/// A whole number where it is one: 12, not 12.0.
Json whole(double value) {
  if (!(std::fabs(value) < 9e18)) return value;
  const auto integer = static_cast<std::int64_t>(value);
  return static_cast<double>(integer) == value ? Json(integer) : Json(value);
}

/// What one answer adds to a fact; null leaves it as it is.
Json added(const Measure::Give& give, const Json& answer, const Json& so_far) {
  const Json found = at_path(answer, give.path);
  const double before = so_far.is_null() ? 0 : so_far.get<double>();
  if (give.how == "count") return whole(before + static_cast<double>(as_list(found).size()));
  if (give.how == "sum") {
    double sum = before;
    for (const Json& one : as_list(found)) sum += number_of(one);
    return whole(sum);
  }
  if (give.how == "newest") {
    Json out = so_far;
    for (const Json& one : as_list(found)) {
      if (one.is_string() && (out.is_null() || out.get<std::string>() < one.get<std::string>())) out = one;
    }
    return out;
  }
  if (!so_far.is_null() || found.is_null()) return so_far;
  return found.is_string() && Number::valid(found.get<std::string>()) ? whole(number_of(found)) : found;
}

class Counting {
 public:
  Counting(const Measure& rules, const Scope& scope, Measurement& out)
      : rules_(rules), scope_(scope), out_(out), found_(rules.give.size()) {}

  void run() {
    if (!holds(rules_.step.when, scope_.conditions())) return;
    const bool more = rules_.step.call.empty() ? from_object() : from_answers();
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!found_[i].is_null())
        out_.facts.push_back({rules_.give[i].name, std::move(found_[i]), more && counts(rules_.give[i])});
    }
  }

 private:
  static bool counts(const Measure::Give& give) { return give.how == "count" || give.how == "sum"; }

  bool problem(const Error& error) {
    out_.problems.push_back(error.summary);
    return true;
  }

  bool from_object() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const std::string text = value_at(scope_.object, rules_.give[i].path).to_text();
      if (!text.empty()) found_[i] = Number::valid(text) ? whole(Number(text).to_double()) : Json(text);
    }
    return false;
  }

  /// True: there are more pages than may be read.
  bool from_answers() {
    cloud::Call call = call_of(rules_.step, scope_);
    PageTokens tokens;
    for (int page = 0; page < rules_.pages; ++page) {
      const auto reply = scope_.context.client->send(call);
      if (!reply) return matches(rules_.step.ignore, reply.error()) || problem(reply.error());
      for (std::size_t i = 0; i < found_.size(); ++i) {
        if (counts(rules_.give[i])) {
          if (auto list = check_list(rules_.step, rules_.give[i].path, reply->body); !list)
            return problem(list.error());
        }
        found_[i] = added(rules_.give[i], reply->body, found_[i]);
      }
      const std::string token = next_page_token(rules_.step, reply->body);
      if (auto turned = tokens.turn(rules_.step.call, token, reply->raw_body.size()); !turned)
        return problem(turned.error());
      if (token.empty()) return false;
      set_page_token(call, rules_.step, token);
    }
    return true;
  }

  const Measure& rules_;
  const Scope& scope_;
  Measurement& out_;
  std::vector<Json> found_;
};

}  // namespace

Measurement measure(const Definition& definition, const Context& context, const Value& object) {
  Measurement out;
  const Scope scope = scope_over(definition, context, object);
  for (const Measure& rules : definition.data.measures) {
    if (context.client || rules.step.call.empty()) Counting(rules, scope, out).run();
  }
  return out;
}

}  // namespace lakeform::engine
