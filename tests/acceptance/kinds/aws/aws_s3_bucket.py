"""A bucket; tags change in place, the name replaces."""
CONFIG = '''
resource "aws_s3_bucket" "test" {
  bucket        = "lakeform-${var.unique}${local.other}"
  force_destroy = true
  tags = {
    Stage = local.changed ? "after" : "before"
  }
}
'''
UNKNOWN_TO_IMPORT = ("force_destroy",)
ON = {"sandbox": {}, "moto": {}, "ministack": {}, "versitygw": {}}


def look(boto, values):
    return boto("s3").get_bucket_location(Bucket=values["bucket"])


def drift(boto, values):
    boto("s3").put_bucket_tagging(Bucket=values["bucket"], Tagging={"TagSet": [{"Key": "Stage", "Value": "elsewhere"}]})
    return "tags"


def remove(boto, values):
    boto("s3").delete_bucket(Bucket=values["bucket"])
