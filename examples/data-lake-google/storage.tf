resource "google_storage_bucket" "lake" {
  name     = "my-data-lake-${var.environment}"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  # Raw data moves to cheaper classes, and old versions go.
  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age            = 90
      matches_prefix = ["raw/"]
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      num_newer_versions = 3
      with_state         = "ARCHIVED"
    }
  }
}

resource "google_storage_bucket_object" "readme" {
  bucket       = google_storage_bucket.lake.name
  name         = "raw/README.txt"
  content      = "One folder a source, one file a day.\n"
  content_type = "text/plain"
}

resource "google_pubsub_topic" "arrivals" {
  name                       = "lake-arrivals"
  message_retention_duration = "86400s"
}
