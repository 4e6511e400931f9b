#include "provider/cloud/aws/services.h"

#include <array>

namespace lakeform::cloud::aws {
namespace {

constexpr auto kServices = std::to_array<Service>({
    {"athena", "athena", "athena", Style::Json11, "2017-05-18", "AmazonAthena", "athena", ""},
    {"budgets", "budgets", "budgets", Style::Json11, "2016-10-20", "AWSBudgetServiceGateway", "budgets", "", true},
    {"cloudwatch", "monitoring", "monitoring", Style::Query, "2010-08-01", "", "cloudwatch", "monitoring", false, true},
    {"ec2", "ec2", "ec2", Style::Ec2, "2016-11-15", "", "ec2", "", false, true},
    {"emr", "elasticmapreduce", "elasticmapreduce", Style::Json11, "2009-03-31", "ElasticMapReduce", "emr",
     "elasticmapreduce", false, true},
    {"emrserverless", "emr-serverless", "emr-serverless", Style::RestJson, "2021-07-13", "", "emr_serverless",
     "emr-serverless"},
    {"firehose", "firehose", "firehose", Style::Json11, "2015-08-04", "Firehose_20150804", "firehose", ""},
    {"glue", "glue", "glue", Style::Json11, "2017-03-31", "AWSGlue", "glue", ""},
    {"iam", "iam", "iam", Style::Query, "2010-05-08", "", "iam", "", true},
    {"kinesis", "kinesis", "kinesis", Style::Json11, "2013-12-02", "Kinesis_20131202", "kinesis", "", false, true},
    {"kms", "kms", "kms", Style::Json11, "2014-11-01", "TrentService", "kms", ""},
    {"lakeformation", "lakeformation", "lakeformation", Style::RestJson, "2017-03-31", "", "lakeformation", ""},
    {"lambda", "lambda", "lambda", Style::RestJson, "2015-03-31", "", "lambda", ""},
    {"logs", "logs", "logs", Style::Json11, "2014-03-28", "Logs_20140328", "cloudwatch_logs",
     "cloudwatchlog cloudwatchlogs", false, true},
    {"organizations", "organizations", "organizations", Style::Json11, "2016-11-28", "AWSOrganizationsV20161128",
     "organizations", "", true},
    {"redshift", "redshift", "redshift", Style::Query, "2012-12-01", "", "redshift", "", false, true},
    {"redshiftdata", "redshift-data", "redshift-data", Style::Json11, "2019-12-20", "RedshiftData", "redshift_data",
     "redshiftdataapiservice redshift-data"},
    {"redshiftserverless", "redshift-serverless", "redshift-serverless", Style::Json11, "2021-04-21",
     "RedshiftServerless", "redshift_serverless", "redshift-serverless"},
    {"resourcegroupstaggingapi", "tagging", "tagging", Style::Json11, "2017-01-26", "ResourceGroupsTaggingAPI_20170126",
     "resource_groups_tagging_api", "resourcegroupstagging"},
    {"s3", "s3", "s3", Style::RestXml, "2006-03-01", "", "s3", "s3api"},
    {"s3control", "s3-control", "s3", Style::RestXml, "2018-08-20", "", "s3_control", "", false, false, true},
    {"sfn", "states", "states", Style::Json10, "2016-11-23", "AWSStepFunctions", "sfn", "stepfunctions states", false,
     true},
    {"sso", "portal.sso", "", Style::RestJson, "2019-06-10", "", "sso", "", false, true},
    {"ssooidc", "oidc", "", Style::RestJson, "2019-06-10", "", "sso_oidc", "sso-oidc", false, true},
    {"sts", "sts", "sts", Style::Query, "2011-06-15", "", "sts", "", false, true},
});

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    if (word == wanted) return true;
    words.remove_prefix(word.size() == words.size() ? word.size() : word.size() + 1);
  }
  return false;
}

}  // namespace

std::span<const Service> services() { return kServices; }

const Service* find_service(std::string_view name) {
  for (const auto& service : kServices) {
    if (service.name == name || has_word(service.aliases, name)) return &service;
  }
  return nullptr;
}

}  // namespace lakeform::cloud::aws
