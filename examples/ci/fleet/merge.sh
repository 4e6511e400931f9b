#!/usr/bin/env bash
# merge.sh OUT: joins OUT/shard-*.json; the exit status is that of --fail-on over the whole fleet.
set -euo pipefail
out=$1
lakeform merge "$out"/shard-*.json --format text --quiet \
  --output "json=$out/report.json" --output "markdown=$out/report.md" --output "html=$out/report.html" --output "junit=$out/report.xml" \
  --fail-on "${LAKEFORM_FAIL_ON:-data-lost,access-cut,error,could-not-check}" ${LAKEFORM_ACCEPT:+--accept "$LAKEFORM_ACCEPT"}
