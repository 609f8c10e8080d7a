# file: .ci/scripts/db_apply.sh
for f in $(ls "$dir"/*.sql); do  # expect: migrations-ordered-by-ls
  psql -f "$f"
done
