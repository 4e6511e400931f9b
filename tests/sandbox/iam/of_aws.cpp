#include "tests/sandbox/iam/of_aws.h"

#include "provider/value/pattern.h"

namespace lakeform::sandbox::iam {
namespace {

Json statement(Json actions, Json resources) {
  return {{"Effect", "Allow"}, {"Action", std::move(actions)}, {"Resource", std::move(resources)}};
}

/// Statements of the policies that data platforms attach, from what AWS publishes of them.
const std::map<std::string, Json>& known() {
  static const std::map<std::string, Json> policies = {
      {"AdministratorAccess", {statement("*", "*")}},
      {"AmazonAthenaFullAccess",
       {statement({"athena:*"}, {"*"}), statement({"glue:*Database*", "glue:*Table*", "glue:*Partition*"}, {"*"}),
        statement({"s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"},
                  {"arn:aws:s3:::aws-athena-query-results-*"})}},
      {"AmazonRedshiftFullAccess",
       {statement({"redshift:*", "ec2:Describe*", "cloudwatch:Get*", "cloudwatch:List*"}, "*")}},
      {"AmazonS3FullAccess", {statement({"s3:*", "s3-object-lambda:*"}, "*")}},
      {"AmazonS3ReadOnlyAccess",
       {statement({"s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"}, "*")}},
      {"AWSGlueConsoleFullAccess",
       {statement({"glue:*", "redshift:Describe*", "s3:ListAllMyBuckets", "s3:ListBucket", "iam:ListRoles"}, {"*"})}},
      {"AWSGlueServiceRole",
       {statement({"glue:*", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListAllMyBuckets", "s3:GetBucketAcl",
                   "ec2:Describe*", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "iam:ListRolePolicies",
                   "iam:GetRole", "iam:GetRolePolicy", "cloudwatch:PutMetricData"},
                  {"*"}),
        statement({"s3:CreateBucket"}, {"arn:aws:s3:::aws-glue-*"}),
        statement({"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
                  {"arn:aws:s3:::aws-glue-*/*", "arn:aws:s3:::*/*aws-glue-*/*"}),
        statement({"s3:GetObject"}, {"arn:aws:s3:::crawler-public*", "arn:aws:s3:::aws-glue-*"}),
        statement({"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"},
                  {"arn:aws:logs:*:*:*:/aws-glue/*"})}},
      {"AWSLambdaBasicExecutionRole",
       {statement({"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}, "*")}},
      {"CloudWatchLogsFullAccess", {statement({"logs:*", "cloudwatch:GenerateQuery"}, "*")}},
  };
  return policies;
}

}  // namespace

std::optional<Policy> policy_of_aws(const std::string& arn) {
  static const std::string form =
      R"(^arn:aws[\w-]*:iam::aws:policy(/(?:(?:service-role|job-function|aws-service-role)/)?)([\w+=,.@-]{1,128})$)";
  const auto found = groups_of(arn, form);
  if (found.empty()) return std::nullopt;
  Policy policy;
  policy.path = found[1];
  policy.name = found[2];
  policy.arn = arn;
  policy.id = "ANPA" + cloud::hex(cloud::sha256(arn)).substr(0, 17);
  policy.created = policy.updated = Time(std::chrono::seconds(1423185600));
  const auto at = known().find(policy.name);
  const Json statements = at == known().end() ? Json::array({statement("none:null", "*")}) : at->second;
  policy.versions[1] = {Json{{"Version", "2012-10-17"}, {"Statement", statements}}.dump(), policy.created};
  return policy;
}

}  // namespace lakeform::sandbox::iam
