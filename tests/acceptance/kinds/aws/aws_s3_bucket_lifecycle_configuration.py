"""Rules by which objects move to cheaper storage and expire."""
CONFIG = '''
resource "aws_s3_bucket" "base" {
  bucket = "lakeform-${var.unique}${local.other}"
}

resource "aws_s3_bucket_lifecycle_configuration" "test" {
  bucket = aws_s3_bucket.base.id

  rule {
    id     = "Archive old data"
    status = "Enabled"
    filter {
      prefix = "data/raw/"
    }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = local.changed ? 120 : 90
      storage_class = "GLACIER"
    }
    expiration {
      days = 365
    }
  }
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("s3").get_bucket_lifecycle_configuration(Bucket=values["bucket"])


def drift(boto, values):
    boto("s3").put_bucket_lifecycle_configuration(Bucket=values["bucket"], LifecycleConfiguration={"Rules": [
        {"ID": "Archive old data", "Status": "Enabled", "Filter": {"Prefix": "data/raw/"}, "Expiration": {"Days": 7}}]})
    return "rule"


def remove(boto, values):
    boto("s3").delete_bucket_lifecycle(Bucket=values["bucket"])
