#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

jq -n --arg text "$1 to $2: $3" '{text: $text}' \
  | curl --fail --silent --show-error -H 'Content-Type: application/json' \
      --data-binary @- "$SLACK_WEBHOOK"
