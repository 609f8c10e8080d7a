// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-id-malformed",
    .summary = "The id of a job or step has a form that GitHub refuses",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:id",
    .docs = R"(## What it does
Reports ids that hold something besides letters, digits, `-` and `_`, begin
with a digit, `-` or `__`, or are 100 characters long.

## Why is this bad?
GitHub refuses the whole file.

```yaml,bad
on: push
jobs:
  build and test:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build-and-test:
    name: Build and test
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowIdMalformed =
    On<InputFile, CheckProblems<ProblemKind::kIdForm>>(kInfo);

}  // namespace interlock::workflow
