#!/usr/bin/env bash
set -euo pipefail
for percent in $1; do
  echo "canary at ${percent}%"
  sleep 60
  # TODO ask the metrics  # expect: gate-script-cannot-fail
done
