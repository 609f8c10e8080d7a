// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "uses-malformed",
    .summary = "What uses names has no form that GitHub reads",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports `uses` of a step that is none of `owner/repository@version`, `./folder`
and `docker://image`, and of a job that names no workflow file.

## Why is this bad?
GitHub refuses the file. Without a version there is no default: it is not the
newest one that is used.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kUsesMalformed =
    On<InputFile, CheckProblems<ProblemKind::kUsesForm>>(kInfo);

}  // namespace interlock::workflow
