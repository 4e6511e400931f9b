"""A policy inside a role."""
import json

CONFIG = '''
resource "aws_iam_role" "base" {
  name = "lakeform-${var.unique}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "test" {
  name = "read${local.other}"
  role = aws_iam_role.base.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.changed ? ["s3:GetObject", "s3:ListBucket"] : ["s3:GetObject"], Resource = "*" }]
  })
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("iam").get_role_policy(RoleName=values["role"], PolicyName=values["name"])


def drift(boto, values):
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}]}
    boto("iam").put_role_policy(RoleName=values["role"], PolicyName=values["name"], PolicyDocument=json.dumps(document))
    return "policy"


def remove(boto, values):
    boto("iam").delete_role_policy(RoleName=values["role"], PolicyName=values["name"])
