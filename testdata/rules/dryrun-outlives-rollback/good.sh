# file: .ci/scripts/db_dryrun.sh
psql clone -v ON_ERROR_STOP=1 -f "$1"
