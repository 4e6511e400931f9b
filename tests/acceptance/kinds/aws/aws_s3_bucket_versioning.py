"""Whether a bucket keeps versions."""
CONFIG = '''
resource "aws_s3_bucket" "base" {
  bucket = "lakeform-${var.unique}${local.other}"
}

resource "aws_s3_bucket_versioning" "test" {
  bucket = aws_s3_bucket.base.id
  versioning_configuration {
    status = local.changed ? "Suspended" : "Enabled"
  }
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}, "versitygw": {}}


def look(boto, values):
    return boto("s3").get_bucket_versioning(Bucket=values["bucket"]).get("Status")


def drift(boto, values):
    boto("s3").put_bucket_versioning(Bucket=values["bucket"], VersioningConfiguration={"Status": "Enabled"})
    return "versioning_configuration"
