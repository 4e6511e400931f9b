provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "terraform_data" "later" {}

resource "aws_redshift_cluster" "c" {
  cluster_identifier = "c"
  node_type          = "ra3.xlplus"
  master_username    = "admin"
  master_password_wo = "Passw0rd1${terraform_data.later.id}"
}
