#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

steps="$1"
window="$2"

for percent in $steps; do
  echo "canary at ${percent}%, watching for ${window}s"
  sleep "$window"
  # TODO: ask the metrics server and exit 1 on a breach
done
