provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_parameter_group" "alone" {
  name   = "case-alone"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "TRUE"
  }
  parameter {
    name  = "query_group"
    value = "Nightly"
  }
}

resource "aws_redshift_parameter_group" "beside" {
  name   = "case-beside"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "TRUE"
  }
  parameter {
    name  = "query_group"
    value = "daily"
  }
}

resource "aws_redshift_parameter_group" "names" {
  name   = "case-names"
  family = "redshift-1.0"
  parameter {
    name  = "Require_SSL"
    value = "true"
  }
  parameter {
    name  = "query_group"
    value = "nightly"
  }
}
