// The dialects alone: payload, error, late error and times of an answer, in every style. The first byte picks the
// service, the second the form.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "provider/cloud/aws/errors.h"
#include "provider/cloud/aws/services.h"
#include "provider/cloud/aws/styles.h"
#include "provider/cloud/codec.h"

using namespace lakeform::cloud;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const char* const names[] = {"s3", "iam", "glue", "redshift", "sts", "ec2", "sso", "s3control"};
  const auto* service = aws::find_service(names[data[0] % 8]);
  if (!service) std::abort();
  HttpAnswer answer;
  answer.status = data[1] % 2 ? 200 : 400;
  answer.headers = {{"content-type", data[1] % 3 ? "text/xml" : "application/json"}};
  answer.body.assign(reinterpret_cast<const char*>(data + 2), size - 2);
  Call call;
  call.service = names[data[0] % 8];
  call.operation = "GetX";
  if (service->style == aws::Style::RestXml) call.method = "GET";
  if (data[1] % 5 == 0 && service->style == aws::Style::RestXml) call.answer = data[1] % 2 ? "json" : "X";
  Json payload;
  if (aws::from_wire(*service, call, answer, payload).empty()) {
    if (payload.dump(-1, ' ', false, Json::error_handler_t::replace).empty()) std::abort();
    if (payload.is_object()) (void)aws::to_xml("Root", payload, "");  // what was read can be sent again
  } else if (!payload.is_null()) {
    std::abort();
  }
  const auto error = aws::error_from_wire(*service, "GET", answer);
  (void)aws::classify(answer.status, error.code, error.message);
  (void)aws::is_late_error(*service, answer);
  HttpAnswer timed;
  timed.headers = {{"retry-after", answer.body.substr(0, 60)}, {"x-amz-retry-after", answer.body.substr(0, 20)}};
  (void)aws::retry_after(timed, TimePoint{});
  (void)parse_http_date(answer.body.substr(0, 64));
  (void)parse_rfc3339(answer.body.substr(0, 64));
  (void)percent_decode(answer.body.substr(0, 256));
  return 0;
}
