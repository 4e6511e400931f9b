#!/usr/bin/env bash
# check.sh [DIR]: plans DIR and reports what the plan does to live data. The reports are in ${LAKEFORM_OUT:-lakeform}.
# Exit status: that of `lakeform plan --fail-on`; 1 when planning fails. LAKEFORM_ACCEPT=could-not-check lets pass what could not be read.
set -euo pipefail
folder=${1:-.}
out=${LAKEFORM_OUT:-lakeform}
terraform=${TERRAFORM:-terraform}
command -v "$terraform" >/dev/null || terraform=tofu

mkdir -p "$out"
"$terraform" -chdir="$folder" init -input=false -no-color >&2
# The folder, not a plan's file: what counts is the plan that is made once this is merged, and by then drift is part of it.
LAKEFORM_TERRAFORM=$(command -v "$terraform") lakeform plan "$folder" --title "$folder" --no-progress \
  --output "json=$out/report.json" --output "markdown=$out/report.md" --output "html=$out/report.html" \
  --output "sarif=$out/report.sarif" --output "junit=$out/report.xml" \
  --fail-on "${LAKEFORM_FAIL_ON:-data-lost,access-cut,error,could-not-check}" ${LAKEFORM_ACCEPT:+--accept "$LAKEFORM_ACCEPT"}
