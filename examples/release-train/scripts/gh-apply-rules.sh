#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

repo="$1"

gh api -X PUT "repos/$repo/branches/main/protection" \
  -F required_status_checks=@.github/protection/main.json:required_status_checks \
  -F required_linear_history=true
gh api -X POST "repos/$repo/tags/protection" -f pattern='v*'
gh api -X PUT "repos/$repo/branches/release/*/protection" \
  -F required_linear_history=true || true
gh api -X PUT "repos/$repo/environments/stage" --input .github/environments/stage.json
gh api -X PUT "repos/$repo/environments/prod" --input .github/environments/prod.json
