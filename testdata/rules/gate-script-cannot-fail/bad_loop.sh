# file: .ci/scripts/verify_canary_health.sh
for percent in $1; do
  echo "$percent"
  sleep "$2"  # expect: gate-script-cannot-fail
done
