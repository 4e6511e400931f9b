#!/usr/bin/env bash
# On the PATH of the Atlantis server. Atlantis runs it in the project's folder and gives the plan's file in PLANFILE.
set -euo pipefail
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT # a plan holds secrets in the clear
terraform show -json "$PLANFILE" >"$plan"
lakeform plan "$plan" --title "${PROJECT_NAME:-${REPO_REL_DIR:-.}}" --no-color --fail-on "${LAKEFORM_FAIL_ON:-data-lost,access-cut,error,could-not-check}" ${LAKEFORM_ACCEPT:+--accept "$LAKEFORM_ACCEPT"}
