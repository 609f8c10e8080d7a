#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails while the error budget of an environment burns too fast.
set -euo pipefail

environment="$1"
: "${PROMETHEUS_URL:?}"

query="max(orders:burn_rate:1h{environment=\"$environment\"}) > 14.4"
answer=$(curl --fail --silent --show-error --get \
  --data-urlencode "query=$query" "$PROMETHEUS_URL/api/v1/query")
burning=$(jq '.data.result | length' <<<"$answer")
if [ "$burning" -ne 0 ]; then
  echo "the objectives of $environment are burning"
  exit 1
fi
