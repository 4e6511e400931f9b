provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_subnet_group" "described" {
  name        = "described"
  description = "before"
  subnet_ids  = ["subnet-1", "subnet-2"]
}

resource "aws_redshift_parameter_group" "emptied" {
  name   = "emptied"
  family = "redshift-1.0"
  parameter {
    name  = "search_path"
    value = "raw"
  }
}
