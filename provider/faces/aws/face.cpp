#include "provider/faces/aws/face.h"

#include "provider/faces/aws/functions.h"
#include "provider/faces/aws/hooks/hooks.h"
#include "provider/faces/aws/words.h"

namespace lakeform::faces::aws {

engine::FunctionAnswer AwsFace::call(std::string_view function, const std::vector<Value>& arguments) const {
  return call_function(function, arguments);
}

void add_vocabulary() {
  language::add_words(words());
  engine::add_hooks(
      {.steps = {{"iam-policy-make-room", iam_policy_make_room}, {"s3-empty-bucket", s3_empty_bucket}},
       .data = {{"iam-policy-document", iam_policy_document}, {"partition", aws_partition}, {"region", aws_region}},
       .conversions = {
           {"s3-grants", &s3_grants}, {"s3-hosted-zone", &s3_hosted_zone}, {"s3-website-domain", &s3_website_domain}}});
}

}  // namespace lakeform::faces::aws
