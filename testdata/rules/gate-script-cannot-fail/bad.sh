# file: .ci/scripts/require_green_slo.sh
set -euo pipefail
echo "objectives of $1"
exit 0  # expect: gate-script-cannot-fail
