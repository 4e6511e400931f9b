terraform {
  required_version = ">= 1.8"
  required_providers {
    # The official provider understands the same configuration: source = "hashicorp/google", version = "~> 7.0".
    google = {
      source = "lakeform/google"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.region

  default_labels = {
    environment = var.environment
    owner       = "data-platform"
  }
}
