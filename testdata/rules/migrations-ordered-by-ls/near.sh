# file: .ci/scripts/db_apply.sh
# Sorted after all; and a listing for people
for f in $(ls "$dir"/*.sql | sort -V); do psql -f "$f"; done
ls "$dir"/*.sql
for f in $(ls "$dir"/*.csv); do cat "$f"; done
