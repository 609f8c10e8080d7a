#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Applies every migration to a clone that is thrown away afterwards, so each
# runs just as it will in production.
set -euo pipefail
export LC_ALL=C

conn="$1"
dir="$2"
result=db/migrations/DRYRUN_RESULT.txt

: > "$result"
for file in "$dir"/*.sql; do
  echo "-- dry run of $file" | tee -a "$result"
  psql "$conn" -v ON_ERROR_STOP=1 -f "$file" 2>&1 | tee -a "$result"
  echo "OK $file" | tee -a "$result"
done
