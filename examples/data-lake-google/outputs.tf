output "bucket" {
  value = google_storage_bucket.lake.url
}

output "sales" {
  value = google_bigquery_table.sales.id
}

output "etl" {
  value = google_service_account.etl.email
}
