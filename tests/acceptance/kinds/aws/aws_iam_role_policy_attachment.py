"""A managed policy attached to a role."""
CONFIG = '''
resource "aws_iam_role" "base" {
  name = "lakeform-${var.unique}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "test" {
  role       = aws_iam_role.base.name
  policy_arn = "arn:aws:iam::aws:policy/${local.other == "" ? "service-role/AWSGlueServiceRole" : "AmazonS3ReadOnlyAccess"}"
}
'''
IMPORT = "{role}/{policy_arn}"
NO_UPDATE = "every change replaces"
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    attached = boto("iam").list_attached_role_policies(RoleName=values["role"])["AttachedPolicies"]
    return [policy for policy in attached if policy["PolicyArn"] == values["policy_arn"]]


def remove(boto, values):
    boto("iam").detach_role_policy(RoleName=values["role"], PolicyArn=values["policy_arn"])
