# file: .ci/scripts/require_green_slo.sh
set -euo pipefail
curl --fail "$URL"
