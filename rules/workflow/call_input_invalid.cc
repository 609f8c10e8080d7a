// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-input-invalid",
    .summary = "A workflow is called with inputs that it does not take",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:workflow-call",
    .docs = R"(## What it does
Reports inputs below `with` that the called workflow of this repository does
not declare, required ones that are missing, and values of another type.
Workflows of other repositories are not known.

## Why is this bad?
GitHub refuses the calling workflow as a whole: none of its jobs runs, and none
of its checks reports.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
    with: {traget: prod, target: prod}
    secrets: inherit
```
```yaml,bad,file=.github/workflows/deploy.yml
on:
  workflow_call:
    inputs:
      target: {type: string, required: true}
      dry-run: {type: boolean}
    secrets:
      TOKEN: {required: true}
permissions: {contents: read}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy ${{ inputs.target }} ${{ inputs.dry-run }}
```

With the same workflow:

```yaml,good,file=.github/workflows/ci.yml
on: push
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
    with: {target: prod}
    secrets: inherit
```
```yaml,good,file=.github/workflows/deploy.yml
on:
  workflow_call:
    inputs:
      target: {type: string, required: true}
      dry-run: {type: boolean}
    secrets:
      TOKEN: {required: true}
permissions: {contents: read}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy ${{ inputs.target }} ${{ inputs.dry-run }}
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallInputInvalid =
    On<InputFile, CheckProblems<ProblemKind::kCallInput>>(kInfo);

}  // namespace interlock::workflow
