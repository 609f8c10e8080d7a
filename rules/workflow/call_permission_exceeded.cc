// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-permission-exceeded",
    .summary = "A called workflow asks for more than its caller has",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-reusable-permissions",
    .docs = R"(## What it does
Reports calls of a workflow of this repository that, or a job of which, asks
for a permission that the calling job (or its workflow) does not have. Callers
that state none have what a setting says, and are left alone.

## Why is this bad?
GitHub refuses the run at its start: "The nested job is requesting 'contents:
write', but is only allowed 'contents: read'". No job runs, and no check
reports.

```yaml,bad,file=.github/workflows/ci.yml
on: push
permissions: {}
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
    with: {target: prod}
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
permissions: {contents: read}
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
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallPermissionExceeded =
    On<InputFile, CheckProblems<ProblemKind::kCallPermission>>(kInfo);

}  // namespace interlock::workflow
