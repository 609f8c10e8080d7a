# file: .ci/scripts/db_dryrun.sh
# All or nothing of one file, which is applied and not tried
psql prod --single-transaction -f "$1"
psql prod -c 'ROLLBACK PREPARED x'
