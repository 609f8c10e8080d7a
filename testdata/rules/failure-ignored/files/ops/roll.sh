#!/bin/sh
helm rollback orders || true  # expect: failure-ignored
gh api -X PUT repos/x/y/branches/main/protection || true  # expect: failure-ignored
gh api repos/x/y || true
