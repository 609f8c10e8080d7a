// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-merge-key",
    .summary = "A workflow merges mappings, which GitHub does not",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports `<<` as a key. Anchors and aliases are fine: GitHub expands them.

## Why is this bad?
GitHub reads YAML 1.2, which has no merge key. It takes `<<` for a key of that
name and refuses the file, or sets a variable of that name.

```yaml,bad
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    env: &env {A: b}
    steps:
      - run: make
        env: {<<: *env, C: d}
```

```yaml,good
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    env: &env {A: b}
    steps:
      - run: make
        env: *env
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowMergeKey =
    On<InputFile, CheckProblems<ProblemKind::kMergeKey>>(kInfo);

}  // namespace interlock::workflow
