#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Walks the canary: shift traffic, watch, stop at a breach.
set -euo pipefail

: "${PROMETHEUS_URL:?}"
steps=$(yq '.canary.steps[]' .ci/config/release.yml)
window=$(yq '.canary.window_secs' .ci/config/release.yml)
limit=$(yq '.golden_signals.error_rate_percent.max' .ci/config/slo.yml)

for percent in $steps; do
  kubectl argo rollouts set weight orders "$percent" -n orders-prod
  sleep "$window"
  answer=$(curl --fail --silent --show-error --get \
    --data-urlencode "query=orders:error_rate_percent{track=\"canary\"} > $limit" \
    "$PROMETHEUS_URL/api/v1/query")
  if [ "$(jq '.data.result | length' <<<"$answer")" -ne 0 ]; then
    kubectl argo rollouts abort orders -n orders-prod
    exit 1
  fi
done
