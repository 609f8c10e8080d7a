// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "action-metadata-invalid",
    .summary = "An action.yml says of its code what cannot be",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:action",
    .docs = R"(## What it does
Reports `using` values that run nothing, and files of a JavaScript action that
are named by an absolute path or an expression.

## Why is this bad?
Every step that uses the action fails before it begins.

```yaml,bad,file=action.yml
name: x
description: y
runs:
  using: nodejs20
  main: index.js
```

```yaml,good,file=action.yml
name: x
description: y
runs:
  using: node24
  main: index.js
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kActionMetadataInvalid =
    On<InputFile, CheckProblems<ProblemKind::kActionMetadata>>(kInfo);

}  // namespace interlock::workflow
