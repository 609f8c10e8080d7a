// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "excessive-permissions",
    .summary = "A token gets more rights than any job of the workflow can need",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .fix = FixKind::kNone,
    .security_severity = "5.5",
    .tags = "github-actions security",
    .peers =
        "zizmor:excessive-permissions ghalint:deny_write_all_permission "
        "scorecard:Token-Permissions",
    .docs = R"(## What it does
Reports `permissions: write-all`, and rights to write that a whole workflow of
several jobs gets although one job could be given them: `contents`, `packages`,
`id-token`, `actions`, `deployments` and the like.

## Why is this bad?
Every step of every job holds the token. With `contents: write` at the top, a
compromised linter pushes to the repository; with `id-token: write`, it signs
in to the cloud as the release job does.

```yaml,bad
on: push
permissions:
  contents: write
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: make lint
  release:
    runs-on: ubuntu-latest
    steps:
      - run: make release
```

```yaml,good
on: push
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: make lint
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - run: make release
```
)"};
static_assert(WellFormed(kInfo));

void ReportAll(const Permissions& permissions, Sink& out) {
  out.Report(permissions.span, "write-all lets every step write everything")
      .Help("list the scopes that are needed, each with read or write");
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  if (workflow.permissions.form == PermissionsForm::kWriteAll) {
    ReportAll(workflow.permissions, out);
  }
  for (const Job& job : workflow.jobs) {
    if (job.permissions.form == PermissionsForm::kWriteAll) {
      ReportAll(job.permissions, out);
    }
  }
  auto inherits = [](const Job& job) {
    return job.permissions.form == PermissionsForm::kAbsent;
  };
  auto count = std::ranges::count_if(workflow.jobs, inherits);
  if (workflow.permissions.form != PermissionsForm::kScopes || count < 2) {
    return;
  }
  for (const Variable& scope : workflow.permissions.scopes) {
    if (scope.value.text != "write") continue;
    out.Report(scope.name.span, "'{}: write' is given to all {} jobs",
               Printable(scope.name.text), count)
        .Help("give it to the job that needs it, in permissions of its own")
        .Anchor(scope.name.text);
  }
}

}  // namespace

extern constexpr Rule kExcessivePermissions = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
