# file: .ci/scripts/db_dryrun.sh
psql "$1" -f "$2" 2>&1 | tee -a result.txt
