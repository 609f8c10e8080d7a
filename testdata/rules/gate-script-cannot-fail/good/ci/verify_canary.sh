#!/usr/bin/env bash
set -e
curl --fail --silent "$URL/health"
