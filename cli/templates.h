// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

// What `interlock init` writes.
namespace interlock::cli {

inline constexpr std::string_view kConfigTemplate =
    R"(# What interlock checks here. `interlock rules` lists the rules,
# `interlock explain RULE` says what one means.
version: 1

postgresql:
  version: 15            # the oldest server that migrations must suit
  # settings: [lock_timeout=2s]   # what the role or the runner sets

# migrations:
#   framework: goose     # found by itself when left out
#   rollback: [docs/migrations/rollback.sql]

fail_on: warning

rules: {}
  # index-not-concurrent: warning
  # lock-timeout-missing: off

# waivers:
#   - rule: index-not-concurrent
#     path: db/migrations/0042_small_table.sql
#     until: 2026-03-31
#     reason: the table holds a hundred rows
#     approver: platform team
waivers: []
)";

inline constexpr std::string_view kHookTemplate =
    R"(# Runs the installed interlock on what is staged.
repos:
  - repo: local
    hooks:
      - id: interlock
        name: interlock
        entry: interlock check --staged
        language: system
        pass_filenames: false
        always_run: true
)";

inline constexpr std::string_view kWorkflowTemplate =
    R"(# Runs on every pull request, so that its check can be required: no path
# filter may leave it pending.
name: interlock
on:
  pull_request:
  merge_group:
  push:
    branches: [main]
permissions:
  contents: read
  security-events: write
jobs:
  interlock:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - name: Check
        run: interlock check --output github --output sarif=interlock.sarif
      - name: Upload
        if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: interlock.sarif
)";

}  // namespace interlock::cli
