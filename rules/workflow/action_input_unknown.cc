// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "action-input-unknown",
    .summary = "An action is given an input that it does not take",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports inputs below `with` that the action does not declare: actions of this
repository, and the widely used ones that interlock knows by their major
version. Commits, branches and other actions are not known.

## Why is this bad?
The runner warns and goes on without it. A `fetch-dept: 0` leaves one commit,
and the migration check compares with nothing.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-dept: 0}
```
```yaml,bad,file=build/action.yml
name: build
description: Builds it
inputs:
  target: {required: true}
  level: {required: true, default: '1'}
  old: {deprecationMessage: use level}
runs:
  using: composite
  steps:
    - run: make ${{ inputs.target }} ${{ inputs.level }} ${{ inputs.old }}
      shell: bash
```

With the same action:

```yaml,good,file=.github/workflows/ci.yml
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
```
```yaml,good,file=build/action.yml
name: build
description: Builds it
inputs:
  target: {required: true}
  level: {required: true, default: '1'}
  old: {deprecationMessage: use level}
runs:
  using: composite
  steps:
    - run: make ${{ inputs.target }} ${{ inputs.level }} ${{ inputs.old }}
      shell: bash
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kActionInputUnknown =
    On<InputFile, CheckProblems<ProblemKind::kActionInput>>(kInfo);

}  // namespace interlock::workflow
