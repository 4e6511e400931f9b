provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_cluster" "no_nodes" {
  cluster_identifier  = "no-nodes"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 0
  master_username     = "admin"
  master_password     = "Passw0rd1"
  encrypted           = true
  publicly_accessible = false
}

resource "aws_redshift_cluster" "retired" {
  cluster_identifier                = "retired"
  node_type                         = "ra3.xlplus"
  aqua_configuration_status         = "auto"
  master_username                   = "admin"
  manage_master_password            = true
  master_password_secret_kms_key_id = "not a key"
  encrypted                         = true
  publicly_accessible               = false
}
