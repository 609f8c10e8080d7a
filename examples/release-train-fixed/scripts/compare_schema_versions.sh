#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

old=$(curl --fail --silent --show-error "$OLD_URL/schema/version" | jq .version)
new=$(curl --fail --silent --show-error "$NEW_URL/schema/version" | jq .version)
if [ $((new - old)) -gt 1 ]; then
  echo "schema $new is more than one version away from $old"
  exit 1
fi
