# file: .ci/scripts/db_dryrun.sh
# The errors are still shown, and a question needs no answer
psql "$1" -f "$2" >/dev/null
psql "$1" -c "SELECT 1" >/dev/null 2>&1
