resource "google_bigquery_dataset" "analytics" {
  dataset_id    = "analytics"
  friendly_name = "Analytics"
  location      = var.location
}

resource "google_bigquery_table" "sales" {
  dataset_id = google_bigquery_dataset.analytics.dataset_id
  table_id   = "sales"

  schema = jsonencode([
    { name = "id", type = "STRING", mode = "REQUIRED" },
    { name = "sold_on", type = "DATE", mode = "REQUIRED" },
    { name = "shop", type = "STRING" },
    { name = "total", type = "NUMERIC" },
  ])

  time_partitioning {
    type  = "DAY"
    field = "sold_on"
  }

  clustering               = ["shop"]
  require_partition_filter = true
}

resource "google_bigquery_table" "events" {
  dataset_id = google_bigquery_dataset.analytics.dataset_id
  table_id   = "events"

  schema = jsonencode([
    { name = "customer", type = "INTEGER", mode = "REQUIRED" },
    { name = "kind", type = "STRING" },
    { name = "happened", type = "TIMESTAMP" },
  ])

  range_partitioning {
    field = "customer"
    range {
      start    = 0
      end      = 1000000
      interval = 10000
    }
  }
}

resource "google_bigquery_table" "daily_sales" {
  dataset_id    = google_bigquery_dataset.analytics.dataset_id
  table_id      = "daily_sales"
  max_staleness = "0-0 0 4:0:0"

  materialized_view {
    query               = "SELECT sold_on, shop, SUM(total) AS total FROM `${var.project}.analytics.sales` GROUP BY sold_on, shop"
    refresh_interval_ms = 3600000
  }

  depends_on = [google_bigquery_table.sales]
}
