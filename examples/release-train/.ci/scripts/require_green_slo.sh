#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

environment="$1"

echo "objectives of $environment: see .ci/config/slo.yml"
exit 0
