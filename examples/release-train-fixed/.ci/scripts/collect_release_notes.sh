#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

first=$(git rev-list --max-parents=0 HEAD)
from=$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || echo "$first")

echo "# Release notes"
section() {
  lines=$(git log --pretty=format:'- %s (%h)' --grep="^$2" "$from"..HEAD)
  if [ -n "$lines" ]; then printf '\n## %s\n%s\n' "$1" "$lines"; fi
}
section Features feat
section Fixes fix
section Chores chore
section Security security
