#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

conn="$1"
dir="$2"

for file in $(ls "$dir"/*.sql); do
  psql "$conn" -v ON_ERROR_STOP=1 -f "$file"
  echo "applied $file"
done
