// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "composite-shell-missing",
    .summary = "A run step of a composite action states no shell",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "ghalint:action_shell_is_required actionlint:action",
    .docs = R"(## What it does
Reports `run` steps of composite actions without `shell`.

## Why is this bad?
Workflows have a default shell, composite actions have none: GitHub refuses the
action with "Required property is missing: shell", and every job that uses it
fails.

```yaml,bad,file=act/action.yml
name: act
description: builds
runs:
  using: composite
  steps:
    - run: make
```

```yaml,good,file=act/action.yml
name: act
description: builds
runs:
  using: composite
  steps:
    - run: make
      shell: bash
```
)"};
static_assert(WellFormed(kInfo));

void Examine(const Project& project, const Context&, Sink& out) {
  for (const LocalAction& action : project.workflows->actions) {
    if (!action.composite()) continue;
    for (const Step& step : action.steps) {
      if (!step.run.present() || step.shell.stated()) continue;
      const Member* run = step.node->FindMember("run");
      out.ReportIn(*action.source, run->key->span,
                   "the run step of this composite action states no shell")
          .Help("add 'shell: bash'")
          .Anchor(step.run.text.substr(0, 80));
    }
  }
}

}  // namespace

extern constexpr Rule kCompositeShellMissing = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
