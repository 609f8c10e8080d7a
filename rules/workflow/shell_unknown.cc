// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "shell-unknown",
                         .summary = "A shell that the runner does not have",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers = "actionlint:shell-name",
                         .docs = R"(## What it does
Reports `shell` names that are none of GitHub's and do not hold `{0}` for the
script's file, and `cmd` or `powershell` on a runner that is known to be Linux
or macOS.

## Why is this bad?
The step fails before its script begins.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./build.ps1
        shell: powershell
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./build.ps1
        shell: pwsh
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kShellUnknown =
    On<InputFile, CheckProblems<ProblemKind::kShell>>(kInfo);

}  // namespace interlock::workflow
