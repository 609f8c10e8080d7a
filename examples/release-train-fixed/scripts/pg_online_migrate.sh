#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

export PGAPPNAME=orders-online
export PGOPTIONS="-c lock_timeout=1000"

psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f "$1"
