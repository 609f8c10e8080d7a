# file: .ci/scripts/db_dryrun.sh
for f in "$1"/*.sql; do
  psql "$2" -v ON_ERROR_STOP=1 -f "$f" -c 'ROLLBACK;' --single-transaction  # expect: dryrun-outlives-rollback
  psql "$2" --file="$f" --command="rollback" -1 || exit 1  # expect: dryrun-outlives-rollback
done
