// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "step-without-one-task",
                         .summary = "A step has both run and uses, or neither",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:syntax-check",
                         .docs = R"(## What it does
Reports steps that have both `run` and `uses`, and steps that have neither.
Steps that wait for others, cancel them or hold a parallel group are left
alone.

## Why is this bad?
GitHub refuses the file. A step with a name alone is often what a merge or a
wrong indentation left of one that did something.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Build
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Build
        run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kStepWithoutOneTask =
    On<InputFile, CheckProblems<ProblemKind::kStepShape>>(kInfo);

}  // namespace interlock::workflow
