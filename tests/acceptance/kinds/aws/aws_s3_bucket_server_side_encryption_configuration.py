"""How a bucket encrypts what is written without a word about it."""
CONFIG = '''
resource "aws_s3_bucket" "base" {
  bucket = "lakeform-${var.unique}${local.other}"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "test" {
  bucket = aws_s3_bucket.base.id
  rule {
    bucket_key_enabled = local.changed
    apply_server_side_encryption_by_default {
      sse_algorithm = local.changed ? "aws:kms" : "AES256"
    }
  }
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("s3").get_bucket_encryption(Bucket=values["bucket"])


def drift(boto, values):
    boto("s3").put_bucket_encryption(Bucket=values["bucket"], ServerSideEncryptionConfiguration={"Rules": [
        {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]})
    return "rule"
