#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

trace="${1:-}"

[ -z "$trace" ] && exit 0
echo "trace: $trace" > trace.txt
