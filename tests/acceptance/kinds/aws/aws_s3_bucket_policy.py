"""The policy on a bucket."""
import json

CONFIG = '''
resource "aws_s3_bucket" "base" {
  bucket = "lakeform-${var.unique}${local.other}"
}

resource "aws_s3_bucket_policy" "test" {
  bucket = aws_s3_bucket.base.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = local.changed ? "TlsOnly" : "TlsPlease"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.base.arn, "${aws_s3_bucket.base.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}, "versitygw": {"all": "checks policies against its own list of what a statement may hold"}}


def look(boto, values):
    return boto("s3").get_bucket_policy(Bucket=values["bucket"])


def drift(boto, values):
    policy = json.loads(look(boto, values)["Policy"])
    policy["Statement"][0]["Sid"] = "Elsewhere"
    boto("s3").put_bucket_policy(Bucket=values["bucket"], Policy=json.dumps(policy))
    return "policy"


def remove(boto, values):
    boto("s3").delete_bucket_policy(Bucket=values["bucket"])
