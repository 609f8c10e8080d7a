// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "action-input-deprecated",
    .summary = "An action is given an input that is deprecated",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports inputs that the action of this repository declares with a
`deprecationMessage`, and shows that message.

## Why is this bad?
The input goes away with some next version of the action, and the value is then
ignored with nothing but a warning.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./build
        with: {target: x, old: y}
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
      - uses: ./build
        with: {target: x, level: y}
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

extern constexpr Rule kActionInputDeprecated =
    On<InputFile, CheckProblems<ProblemKind::kActionInputOld>>(kInfo);

}  // namespace interlock::workflow
