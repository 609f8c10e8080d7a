# file: .ci/scripts/db_dryrun.sh
psql "$1" -f "$2" >/dev/null 2>&1 && echo OK  # expect: migration-output-discarded
flyway migrate &>/dev/null  # expect: migration-output-discarded
