#!/usr/bin/env bash
# comment.sh github|gitlab [FILE]: puts the report on the pull request, in the place of the one from the push before.
#   github: needs gh, GH_TOKEN, GITHUB_REPOSITORY and PULL_REQUEST (its number)
#   gitlab: needs curl, jq, GITLAB_TOKEN and the CI_ variables of a merge request pipeline
set -euo pipefail
file=${2:-${LAKEFORM_OUT:-lakeform}/report.md}
marker='<!-- lakeform-plan -->' # the first line of every report

case ${1:-} in
  github)
    comments=repos/$GITHUB_REPOSITORY/issues
    earlier=$(gh api --paginate "$comments/$PULL_REQUEST/comments" --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1)
    if [ -n "$earlier" ]; then
      gh api --method PATCH "$comments/comments/$earlier" --field "body=@$file" --silent
    else
      gh api --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$file" --silent
    fi
    ;;
  gitlab)
    notes=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes
    # The token goes through a file, since other users of the machine can read a command line.
    header=$(mktemp)
    trap 'rm -f "$header"' EXIT
    printf 'PRIVATE-TOKEN: %s\n' "$GITLAB_TOKEN" >"$header"
    earlier=$(curl -sSf -H "@$header" "$notes?per_page=100&sort=asc" | jq -r --arg marker "$marker" '[.[] | select(.body | startswith($marker)) | .id][0] // empty')
    if [ -n "$earlier" ]; then
      curl -sSf -H "@$header" -X PUT --data-urlencode "body@$file" "$notes/$earlier" >/dev/null
    else
      curl -sSf -H "@$header" -X POST --data-urlencode "body@$file" "$notes" >/dev/null
    fi
    ;;
  *)
    echo "usage: comment.sh github|gitlab [FILE]" >&2
    exit 1
    ;;
esac
