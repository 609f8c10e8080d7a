// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "env-name-malformed",
    .summary = "A name in env is none that a variable can have",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:env-var",
    .docs = R"(## What it does
Reports names below `env` that are empty or hold a space, `=` or `&`.

## Why is this bad?
The shell cannot read such a variable, so the value is lost. Often it is a
whole `NAME=value` that was written as the name.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      MODE=fast: 1
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      MODE: fast
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kEnvNameMalformed =
    On<InputFile, CheckProblems<ProblemKind::kEnvName>>(kInfo);

}  // namespace interlock::workflow
