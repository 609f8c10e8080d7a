#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

# Usage: create_release_bundle.sh <version> <environment>
version="$1"
environment="$2"
out="bundles/$version/manifest.json"

mkdir -p "bundles/$version"
for file in workflows/*.json; do
  sum=$(sha256sum "$file" | cut -d' ' -f1)
  jq -n --arg path "$file" --arg sha256 "$sum" '{path: $path, sha256: $sha256}'
done | jq -s --arg version "$version" --arg environment "$environment" \
  '{version: $version, environment: $environment, files: .}' > "$out"
