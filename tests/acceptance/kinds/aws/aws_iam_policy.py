"""A managed policy; every change of the document is a new version."""
import json

CONFIG = '''
resource "aws_iam_policy" "test" {
  name = "lakeform-${var.unique}${local.other}"
  path = "/lake/"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.changed ? ["s3:GetObject", "s3:ListBucket"] : ["s3:GetObject"], Resource = "*" }]
  })
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("iam").get_policy(PolicyArn=values["arn"])


def drift(boto, values):
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}]}
    boto("iam").create_policy_version(PolicyArn=values["arn"], PolicyDocument=json.dumps(document), SetAsDefault=True)
    return "policy"


def remove(boto, values):
    iam = boto("iam")
    for version in iam.list_policy_versions(PolicyArn=values["arn"])["Versions"]:
        if not version["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=values["arn"], VersionId=version["VersionId"])
    iam.delete_policy(PolicyArn=values["arn"])
