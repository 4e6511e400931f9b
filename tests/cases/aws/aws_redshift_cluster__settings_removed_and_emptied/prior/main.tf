provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

locals {
  role = "arn:aws:iam::123456789012:role/copy"
  key  = "arn:aws:kms:us-east-1:123456789012:key/0c9d2f6e-3b57-4a1d-8f7a-1d2e3c4b5a69"
}

resource "aws_redshift_cluster" "removed" {
  cluster_identifier                   = "removed"
  node_type                            = "ra3.xlplus"
  number_of_nodes                      = 2
  port                                 = 5440
  master_username                      = "admin"
  master_password                      = "Gr4niteHarbor"
  encrypted                            = true
  publicly_accessible                  = false
  skip_final_snapshot                  = false
  final_snapshot_identifier            = "last"
  elastic_ip                           = "203.0.113.7"
  allow_version_upgrade                = false
  availability_zone_relocation_enabled = true
  automated_snapshot_retention_period  = 7
  manual_snapshot_retention_period     = 30
  maintenance_track_name               = "trailing"
  kms_key_id                           = local.key
  iam_roles                            = [local.role]
  tags                                 = { Team = "bi" }
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
  kms_key_id                   = local.key
  iam_roles                    = [local.role]
  default_iam_role_arn         = local.role
  cluster_parameter_group_name = "wlm"
  preferred_maintenance_window = "tue:06:30-tue:07:00"
  vpc_security_group_ids       = ["sg-0aa"]
  tags                         = { Team = "bi" }
}
