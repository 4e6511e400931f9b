"""A role that Glue may take."""
CONFIG = '''
resource "aws_iam_role" "test" {
  name                 = "lakeform-${var.unique}${local.other}"
  description          = local.changed ? "crawls the lake" : "crawls"
  max_session_duration = local.changed ? 7200 : 3600
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
  tags = {
    Stage = local.changed ? "after" : "before"
  }
}
'''
ON = {"sandbox": {}, "moto": {"update": "moto does not store a changed description"}, "ministack": {}}


def look(boto, values):
    return boto("iam").get_role(RoleName=values["name"])


def drift(boto, values):
    boto("iam").tag_role(RoleName=values["name"], Tags=[{"Key": "Stage", "Value": "elsewhere"}])
    return "tags"


def remove(boto, values):
    boto("iam").delete_role(RoleName=values["name"])
