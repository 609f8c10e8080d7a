#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
export LC_ALL=C

conn="$1"
dir="$2"

psql "$conn" -v ON_ERROR_STOP=1 -c \
  'CREATE TABLE IF NOT EXISTS applied_migrations (name text PRIMARY KEY)'
for file in "$dir"/*.sql; do
  name=$(basename "$file")
  done=$(psql "$conn" -v ON_ERROR_STOP=1 -v name="$name" -At <<'SQL'
SELECT 1 FROM applied_migrations WHERE name = :'name';
SQL
)
  if [ -n "$done" ]; then continue; fi
  psql "$conn" -v ON_ERROR_STOP=1 -f "$file"
  psql "$conn" -v ON_ERROR_STOP=1 -v name="$name" <<'SQL'
INSERT INTO applied_migrations (name) VALUES (:'name');
SQL
  echo "applied $name"
done
