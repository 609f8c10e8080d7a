#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

conn="$1"

psql "$conn" -v ON_ERROR_STOP=1 -f docs/migrations/rollback.sql
