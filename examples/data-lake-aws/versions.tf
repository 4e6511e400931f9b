terraform {
  required_version = ">= 1.8"

  required_providers {
    # The official provider understands the same configuration: source = "hashicorp/aws", version = "~> 6.0".
    aws = {
      source = "lakeform/aws"
    }
  }
}

provider "aws" {
  region = var.region
}
