# Where analysts ask: a Redshift cluster.

resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier  = "data-warehouse-${var.environment}"
  database_name       = "warehouse"
  master_username     = "admin"
  master_password     = var.redshift_password
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  encrypted           = true
  publicly_accessible = false

  # Outside dev the last state of the data is kept when the cluster goes.
  skip_final_snapshot       = var.environment == "dev"
  final_snapshot_identifier = var.environment == "dev" ? null : "data-warehouse-${var.environment}-final"

  tags = {
    Environment = var.environment
  }
}
