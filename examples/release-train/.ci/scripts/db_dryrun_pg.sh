#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

conn="$1"
dir="$2"
result=db/migrations/DRYRUN_RESULT.txt

: > "$result"
for file in $(ls "$dir"/*.sql); do
  echo "-- dry run of $file" | tee -a "$result"
  psql "$conn" -v ON_ERROR_STOP=1 -f "$file" -c 'ROLLBACK;' --single-transaction >/dev/null 2>&1 \
    && echo "OK $file" | tee -a "$result" || {
      echo "FAIL $file" | tee -a "$result"
      exit 1
    }
done
