provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

variable "name" {
  type    = string
  default = null
}

resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier  = var.name
  node_type           = "ra3.xlplus"
  master_username     = "admin"
  master_password     = "Gr4niteHarbor"
  encrypted           = true
  publicly_accessible = false
  skip_final_snapshot = true
}
