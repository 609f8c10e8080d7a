#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

workflow="$1"
target="$2"

curl --fail --silent --show-error \
  -H "Authorization: Bearer $AUTOMATION_TOKEN" \
  -H 'Content-Type: application/json' \
  --data-binary "@workflows/$workflow.json" \
  "$AUTOMATION_URL/$target/workflows"
