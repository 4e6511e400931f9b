provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "terraform_data" "owner" {}

resource "aws_redshift_subnet_group" "null_tag" {
  name       = "null-tag"
  subnet_ids = ["subnet-0aa"]
  tags       = { Owner = null, Stage = "dev" }
}

resource "aws_redshift_subnet_group" "only_null" {
  name       = "only-null"
  subnet_ids = ["subnet-0aa"]
  tags       = { Owner = null }
}

resource "aws_redshift_subnet_group" "all" {
  name       = "all"
  subnet_ids = ["subnet-0aa"]
  tags_all   = { Owner = "bi" }
}

resource "aws_redshift_subnet_group" "unknown" {
  name       = "unknown"
  subnet_ids = ["subnet-0aa", terraform_data.owner.id]
  tags       = { Owner = terraform_data.owner.id, Stage = null }
}
