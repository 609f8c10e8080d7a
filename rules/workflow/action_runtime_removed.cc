// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "action-runtime-removed",
    .summary = "An action is made for a runtime that is gone",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports widely used actions, by their major version, that are made for Node 12
or 16 or that GitHub no longer serves, and actions of this repository that ask
for such a runtime.

## Why is this bad?
The runners have neither. They try a newer Node, under which old code may fail
in its own ways; and versions whose service is switched off, such as
`actions/upload-artifact@v3`, fail every job.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/upload-artifact@v3
        with: {path: build}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/upload-artifact@v4
        with: {path: build}
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kActionRuntimeRemoved =
    On<InputFile, CheckProblems<ProblemKind::kRuntimeGone>>(kInfo);

}  // namespace interlock::workflow
