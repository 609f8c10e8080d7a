#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

repo="$1"

gh api -X PUT "repos/$repo/branches/main/protection" --input .github/protection/main.json
gh api -X POST "repos/$repo/rulesets" --input .github/rulesets/main.json
gh api -X POST "repos/$repo/rulesets" --input .github/rulesets/release-tags.json
gh api -X PUT "repos/$repo/environments/stage" --input .github/environments/stage.json
gh api -X PUT "repos/$repo/environments/prod" --input .github/environments/prod.json
