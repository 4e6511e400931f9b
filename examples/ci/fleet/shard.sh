#!/usr/bin/env bash
# shard.sh OUT INPUT...: checks one share of many plans, states or folders and writes OUT/shard-I.json.
# Which share: SHARD=I/N, or what the engine sets: JOB_COMPLETION_INDEX (Kubernetes), AWS_BATCH_JOB_ARRAY_INDEX, CI_NODE_INDEX (GitLab), with SHARDS=N.
# What changes is no failure here; the merged report decides.
set -euo pipefail
out=$1
shift
if [ -n "${SHARD:-}" ]; then
  index=${SHARD%/*} count=${SHARD#*/}
else
  count=${SHARDS:-${CI_NODE_TOTAL:?set SHARD=I/N, or SHARDS=N with an index of the engine}}
  index=${CI_NODE_INDEX:-$((${JOB_COMPLETION_INDEX:-${AWS_BATCH_JOB_ARRAY_INDEX:?}} + 1))}
fi
# Clouds bound calls per account, and shards may share one: together they make as many calls at once as one run would.
together=${LAKEFORM_PARALLELISM:-40}
each=$((together / count > 0 ? together / count : 1))
mkdir -p "$out"
status=0
lakeform plan "$@" --shard "$index/$count" --parallelism "$each" --no-progress --json >"$out/shard-$index.json.part" || status=$?
# 1 with a report is a plan that Terraform did not finish: the merged report says so and has that status too.
if [ "$status" -eq 1 ] && [ ! -s "$out/shard-$index.json.part" ]; then exit 1; fi
mv "$out/shard-$index.json.part" "$out/shard-$index.json"
