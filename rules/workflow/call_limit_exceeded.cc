// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-limit-exceeded",
    .summary = "Calls go deeper, or to more files, than GitHub follows",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports the job with which a workflow comes to call more than 50 other files,
those that they call in turn included, and the one whose calls go deeper than
ten levels, the triggered workflow being the first. Both are GitHub's own
limits. Each file counts once; what files of other repositories call is not
known, so there may be more.

The names of checks are computed to the same depth. Of what lies deeper
interlock says that it is not known, never that it is missing.

## Why is this bad?
GitHub refuses the workflow as a whole, when it is triggered and not before.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  next: {uses: ./.github/workflows/b.yml}
```

```yaml,bad,file=.github/workflows/b.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/c.yml}
```

```yaml,bad,file=.github/workflows/c.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/d.yml}
```

```yaml,bad,file=.github/workflows/d.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/e.yml}
```

```yaml,bad,file=.github/workflows/e.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/f.yml}
```

```yaml,bad,file=.github/workflows/f.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/g.yml}
```

```yaml,bad,file=.github/workflows/g.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/h.yml}
```

```yaml,bad,file=.github/workflows/h.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/i.yml}
```

```yaml,bad,file=.github/workflows/i.yml
on: workflow_call
jobs:
  next: {uses: ./.github/workflows/j.yml}
```

```yaml,bad,file=.github/workflows/j.yml
on: workflow_call
jobs:
  next: {uses: example/shared/.github/workflows/k.yml@v1}
```

```yaml,good,file=.github/workflows/ci.yml
on: push
jobs:
  next: {uses: ./.github/workflows/b.yml}
```

## How to fix it
Let the outer workflow call the inner ones itself, one after the other.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallLimitExceeded =
    On<InputFile, CheckProblems<ProblemKind::kCallLimit>>(kInfo);

}  // namespace interlock::workflow
