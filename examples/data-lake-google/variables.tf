variable "project" {
  type        = string
  description = "The project that everything is in."
}

variable "region" {
  type        = string
  default     = "europe-west1"
  description = "Where the bucket is."
}

variable "location" {
  type        = string
  default     = "EU"
  description = "Where BigQuery keeps its data."
}

variable "environment" {
  type        = string
  default     = "dev"
  description = "Part of names that are unique in the whole world."
}

variable "analysts" {
  type        = string
  default     = "group:analysts@example.com"
  description = "Who may read the files: a member of IAM policies."
}
