// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-type",
    .summary = "An expression gives a kind of value that does not fit",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports objects and arrays that become text, members of what has none,
functions that are given what they cannot use, and texts where a key takes a
number or `true`. What is not known before the run fits everywhere.

## Why is this bad?
An object in a text is the word `Object`; a member of a text is nothing. Where
a number or a boolean is expected, the run fails when it comes to that line,
which may be weeks after the merge.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo '${{ github }}'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo '${{ github.sha }}'
```

## Error or warning
It is an error where it decides whether or where something runs: in an `if`, in
`strategy`, `runs-on`, `environment`, `concurrency` and the like, where a number
or a boolean is wanted, and inside `fromJSON()`, which fails on nothing. In a
plain value (`env`, `with`, `run`, `outputs`) it is a warning: GitHub takes the
file, and the value is empty or odd.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionType =
    On<InputFile, CheckProblems<ProblemKind::kExpressionKind>>(kInfo);

}  // namespace interlock::workflow
