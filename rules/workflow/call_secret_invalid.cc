// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-secret-invalid",
    .summary = "A workflow is called with secrets that it does not take",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:workflow-call",
    .docs = R"(## What it does
Reports secrets that the called workflow of this repository does not declare
and required ones that are missing. `secrets: inherit` passes what is there, so
nothing can be said of it.

## Why is this bad?
GitHub refuses the calling workflow as a whole.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
    with: {target: prod}
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
    secrets: {TOKEN: '${{ secrets.TOKEN }}'}
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

extern constexpr Rule kCallSecretInvalid =
    On<InputFile, CheckProblems<ProblemKind::kCallSecret>>(kInfo);

}  // namespace interlock::workflow
