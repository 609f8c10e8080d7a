// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "matrix-exclude-useless",
    .summary = "An exclude takes nothing from the matrix, or everything",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:matrix",
    .docs = R"(## What it does
Reports entries of `exclude` with a value that the vector does not have, and a
matrix of which nothing is left. Values are compared as GitHub does: case does
not matter, and `1.0` is `1`.

## Why is this bad?
What was to be excluded runs after all. Of an empty matrix one job is left,
under the bare name, with nothing in `matrix`: it tests nothing and is green.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        os: [linux, macos]
        exclude:
          - os: windows
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        os: [linux, macos, windows]
        exclude:
          - os: windows
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kMatrixExcludeUseless =
    On<InputFile, CheckProblems<ProblemKind::kMatrixExclude>>(kInfo);

}  // namespace interlock::workflow
