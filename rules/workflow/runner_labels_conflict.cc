// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "runner-labels-conflict",
    .summary = "No runner has all the labels that a job asks for",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:runner-label",
    .docs = R"(## What it does
Reports lists in `runs-on` that name two systems or two of GitHub's images.

## Why is this bad?
A list asks for one runner that has every label. There is none, so the job
waits until it is cancelled. To run on each, use a matrix.

```yaml,bad
on: push
jobs:
  build:
    runs-on: [ubuntu-latest, windows-latest]
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
    runs-on: ${{ matrix.os }}
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kRunnerLabelsConflict =
    On<InputFile, CheckProblems<ProblemKind::kRunnerConflict>>(kInfo);

}  // namespace interlock::workflow
