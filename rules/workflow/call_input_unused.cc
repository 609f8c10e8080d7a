// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-input-unused",
    .summary = "Nothing reads an input of a called workflow or an action",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-unused-reusable-input",
    .docs = R"(## What it does
Reports inputs of `workflow_call` and of composite actions that no expression
of the file reads. Where all inputs are handed on, or read by a name that is
made during the run, nothing is said. Inputs of a manual start can be read from
the event's payload and are left alone.

## Why is this bad?
Callers set it and believe that it does something: a `dry-run` that nothing
reads is no dry run.

```yaml,bad
on:
  workflow_call:
    inputs:
      dry-run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy
```

```yaml,good
on:
  workflow_call:
    inputs:
      dry-run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy --dry-run=${{ inputs.dry-run }}
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallInputUnused =
    On<InputFile, CheckProblems<ProblemKind::kInputUnused>>(kInfo);

}  // namespace interlock::workflow
