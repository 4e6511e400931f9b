output "bucket" {
  description = "Name of the lake's bucket."
  value       = aws_s3_bucket.data_lake.bucket
}

output "sales_table" {
  description = "The table of sales, as Athena and Redshift Spectrum call it."
  value       = "${aws_glue_catalog_database.analytics.name}.${aws_glue_catalog_table.sales.name}"
}

output "warehouse_endpoint" {
  description = "Host and port of the warehouse."
  value       = aws_redshift_cluster.warehouse.endpoint
}
