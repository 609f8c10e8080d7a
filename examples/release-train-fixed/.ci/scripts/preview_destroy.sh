#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

kubectl delete namespace "pr-$1" --ignore-not-found --wait=false
