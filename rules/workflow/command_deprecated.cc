// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "command-deprecated",
    .summary = "A script prints a command that the runner no longer takes",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:deprecated-commands",
    .docs = R"(## What it does
Reports `::set-output`, `::save-state`, `::set-env` and `::add-path` in
scripts. Comments are left alone.

## Why is this bad?
The first two are deprecated and will be switched off; the others are refused
already, because whatever a build prints could set a variable. A step that
reads such an output then gets nothing.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "::set-output name=version::1.2"
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "version=1.2" >> "$GITHUB_OUTPUT"
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCommandDeprecated =
    On<InputFile, CheckProblems<ProblemKind::kOldCommand>>(kInfo);

}  // namespace interlock::workflow
