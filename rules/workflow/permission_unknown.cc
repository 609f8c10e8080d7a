// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "permission-unknown",
                         .summary = "A permission that the token does not know",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers =
                             "actionlint:permissions "
                             "scorecard:hasNoGitHubWorkflowPermissionUnknown",
                         .docs = R"(## What it does
Reports scopes and levels of `permissions` that GitHub does not have, such as
`content: read` or `id-token: read`.

## Why is this bad?
GitHub refuses the file. Where people then remove the block, the token gets all
that the repository's setting allows.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      content: read
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - run: make
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kPermissionUnknown =
    On<InputFile, CheckProblems<ProblemKind::kPermission>>(kInfo);

}  // namespace interlock::workflow
