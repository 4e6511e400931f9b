provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_redshift_cluster" "removed" {
  cluster_identifier  = "removed"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  master_username     = "admin"
  master_password     = "Gr4niteHarbor"
  encrypted           = true
  publicly_accessible = false
  skip_final_snapshot = true
}

resource "aws_redshift_cluster" "emptied" {
  cluster_identifier           = "emptied"
  node_type                    = "ra3.xlplus"
  number_of_nodes              = 2
  master_username              = "admin"
  master_password              = "Gr4niteHarbor"
  encrypted                    = true
  publicly_accessible          = false
  skip_final_snapshot          = true
  kms_key_id                   = ""
  default_iam_role_arn         = ""
  cluster_parameter_group_name = ""
  preferred_maintenance_window = ""
  vpc_security_group_ids       = []
  iam_roles                    = []
  tags                         = {}
}
