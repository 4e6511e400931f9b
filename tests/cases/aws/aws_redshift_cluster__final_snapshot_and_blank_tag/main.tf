provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_cluster" "kept" {
  cluster_identifier  = "kept"
  node_type           = "ra3.xlplus"
  master_username     = "admin"
  master_password     = "Passw0rdOne"
  encrypted           = true
  publicly_accessible = false
  skip_final_snapshot = true
}

resource "aws_redshift_cluster" "tagged" {
  cluster_identifier  = "tagged"
  node_type           = "ra3.xlplus"
  master_username     = "admin"
  master_password     = "Passw0rdOne"
  encrypted           = true
  publicly_accessible = false
  skip_final_snapshot = true
  tags                = { Team = "lake", Note = "" }
}
