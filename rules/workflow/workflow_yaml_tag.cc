// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-yaml-tag",
    .summary =
        "A YAML tag that GitHub does not read, or that its value does "
        "not fit",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports tags other than `!!str`, `!!bool`, `!!int`, `!!float` and `!!null`, and
those five before a value of another kind or a collection.

## Why is this bad?
GitHub refuses the file. Readers of other YAML take such tags, so they come in
with text that was copied from elsewhere.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: !!int five
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: !!int 5
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowYamlTag =
    On<InputFile, CheckProblems<ProblemKind::kYamlTag>>(kInfo);

}  // namespace interlock::workflow
