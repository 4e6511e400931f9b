#!/usr/bin/env bash
# changed.sh FILE...: checks each folder that holds one of the files and was initialized; prints findings and the closing line.
set -euo pipefail
status=0
while read -r folder; do
  if [ ! -d "$folder/.terraform" ]; then
    echo "$folder: not initialized, so not checked (terraform init)" >&2
    continue
  fi
  lakeform plan "$folder" --quiet --fail-on "${LAKEFORM_FAIL_ON:-data-lost,access-cut,error,could-not-check}" ${LAKEFORM_ACCEPT:+--accept "$LAKEFORM_ACCEPT"} || status=$?
done < <(for file in "$@"; do dirname "$file"; done | sort -u)
exit "$status"
