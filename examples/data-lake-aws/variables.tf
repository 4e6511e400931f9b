variable "region" {
  description = "AWS region of everything that is regional."
  type        = string
  default     = "us-east-1"
}

variable "environment" {
  description = "Name of the environment; part of the names. In \"dev\" the warehouse goes without a final snapshot."
  type        = string
  default     = "dev"
}

variable "redshift_password" {
  description = "Password of the warehouse's master user: 8 to 64 characters with upper case, lower case and a digit."
  type        = string
  sensitive   = true
}

variable "catalog_database" {
  description = "Name of the catalog database. A change replaces the database and its tables, not the data."
  type        = string
  default     = "analytics_db"
}

variable "crawler_schedule" {
  description = "When the crawler looks for new sales files (UTC)."
  type        = string
  default     = "cron(0 1 * * ? *)"
}
