# file: .ci/scripts/db_apply.sh
for f in "$dir"/*.sql; do psql -f "$f"; done
