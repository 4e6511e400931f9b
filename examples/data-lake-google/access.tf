resource "google_service_account" "etl" {
  account_id   = "lake-etl"
  display_name = "Loads the data lake"
}

resource "google_storage_bucket_iam_member" "etl" {
  bucket = google_storage_bucket.lake.name
  role   = "roles/storage.objectAdmin"
  member = google_service_account.etl.member
}

resource "google_storage_bucket_iam_member" "analysts" {
  bucket = google_storage_bucket.lake.name
  role   = "roles/storage.objectViewer"
  member = var.analysts
}

resource "google_project_iam_member" "etl_jobs" {
  project = var.project
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.etl.member
}
