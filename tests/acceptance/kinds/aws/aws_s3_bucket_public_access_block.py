"""The four switches that close a bucket to the public."""
CONFIG = '''
resource "aws_s3_bucket" "base" {
  bucket = "lakeform-${var.unique}${local.other}"
}

resource "aws_s3_bucket_public_access_block" "test" {
  bucket                  = aws_s3_bucket.base.id
  block_public_acls       = true
  block_public_policy     = local.changed
  ignore_public_acls      = true
  restrict_public_buckets = local.changed
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("s3").get_public_access_block(Bucket=values["bucket"])


def drift(boto, values):
    boto("s3").put_public_access_block(Bucket=values["bucket"], PublicAccessBlockConfiguration={
        "BlockPublicAcls": False, "BlockPublicPolicy": True, "IgnorePublicAcls": True, "RestrictPublicBuckets": True})
    return "block_public_acls"


def remove(boto, values):
    boto("s3").delete_public_access_block(Bucket=values["bucket"])
