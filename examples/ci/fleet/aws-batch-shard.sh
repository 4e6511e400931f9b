#!/usr/bin/env bash
# aws-batch-shard.sh PLANS REPORTS: one child of an AWS Batch array job; both are S3 prefixes. Set it up and start it with
#   aws batch register-job-definition --cli-input-json file://aws-batch-definition.json
#   aws batch submit-job --cli-input-json file://aws-batch-submit.json
# and join the reports with merge.sh when the job is done.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT # plans hold secrets in the clear
aws s3 sync --only-show-errors "$1" "$work/plans"
mkdir -p "$work/reports"
# Names are relative, since they are the names of units in the report and decide the share.
(cd "$work" && bash "$here/shard.sh" reports plans/*.json)
aws s3 sync --only-show-errors "$work/reports" "$2"
