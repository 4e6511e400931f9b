provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_parameter_group" "changed" {
  name   = "changed"
  family = "redshift-1.0"

  parameter {
    name  = "require_ssl"
    value = "false"
  }

  parameter {
    name  = "datestyle"
    value = "ISO, MDY"
  }
}

resource "aws_redshift_parameter_group" "described" {
  name   = "described"
  family = "redshift-1.0"
}
