#!/usr/bin/env bash
# check.sh [DIR]: plans DIR and reports what the plan does to live data. The reports are in ${LAKEFORM_OUT:-lakeform}.
# Exit status: that of `lakeform plan --fail-on`; 1 when planning fails.
set -euo pipefail
folder=${1:-.}
out=${LAKEFORM_OUT:-lakeform}
terraform=${TERRAFORM:-terraform}
command -v "$terraform" >/dev/null || terraform=tofu

mkdir -p "$out"
plan=$(mktemp -d)
trap 'rm -rf "$plan"' EXIT # a plan holds secrets in the clear

"$terraform" -chdir="$folder" init -input=false -no-color >&2
"$terraform" -chdir="$folder" plan -input=false -no-color -lock=false -refresh=false -out="$plan/tfplan" >&2
"$terraform" -chdir="$folder" show -json "$plan/tfplan" >"$plan/tfplan.json"
lakeform plan "$plan/tfplan.json" --title "$folder" \
  --output "json=$out/report.json" --output "markdown=$out/report.md" --output "html=$out/report.html" \
  --output "sarif=$out/report.sarif" --output "junit=$out/report.xml" \
  --fail-on "${LAKEFORM_FAIL_ON:-data-lost,access-cut,error}"
