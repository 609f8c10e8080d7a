#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

first=$(git rev-list --max-parents=0 HEAD)
from=$(git describe --tags --abbrev=0 --always --match 'v*' 2>/dev/null || echo "$first")

echo "# Release notes"
echo
git log --pretty=format:'%s (%h)' "$from"..HEAD | awk '
  /^feat/  { print "## Features\n- " $0; next }
  /^fix/   { print "## Fixes\n- " $0; next }
  /^chore/ { print "## Chores\n- " $0; next }
           { print "## Other\n- " $0 }
'
