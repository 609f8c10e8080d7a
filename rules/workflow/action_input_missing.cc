// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "action-input-missing",
    .summary = "An action is not given an input that it needs",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports actions of this repository, and widely used ones, that declare an input
as required, without a default, and do not get it.

## Why is this bad?
GitHub does not check it. The action starts with an empty value and fails, or
does its work on nothing.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/cache@v4
        with: {path: build}
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
      - uses: actions/cache@v4
        with: {path: build, key: one}
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
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kActionInputMissing =
    On<InputFile, CheckProblems<ProblemKind::kActionNeedsInput>>(kInfo);

}  // namespace interlock::workflow
