// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "matrix-invalid",
                         .summary = "GitHub refuses a matrix",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:matrix",
                         .docs = R"(## What it does
Reports a matrix without a vector or with an empty one, an `exclude` that names
a key which is no vector, empty entries of `include` and `exclude`, and more
than 256 jobs. What is made during the run is not judged.

## Why is this bad?
GitHub refuses the workflow, and none of the checks of its jobs reports.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        os: [a, b]
        exclude:
          - system: a
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
        os: [a, b]
        exclude:
          - os: a
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kMatrixInvalid =
    On<InputFile, CheckProblems<ProblemKind::kMatrixRefused>>(kInfo);

}  // namespace interlock::workflow
