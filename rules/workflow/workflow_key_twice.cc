// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-key-twice",
    .summary = "Two keys of a workflow differ in nothing but case",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports keys of one mapping that are equal once case is ignored, as GitHub
does. Keys that are equal letter by letter are reported by yaml-duplicate-key.

## Why is this bad?
GitHub says that the key is already defined and refuses the file. Other readers
of the same YAML accept it, so nobody notices before the push.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      Path: a
      PATH: b
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      PATH: b
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowKeyTwice =
    On<InputFile, CheckProblems<ProblemKind::kKeyTwice>>(kInfo);

}  // namespace interlock::workflow
