// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-permissions-missing",
    .summary = "A workflow leaves its token's permissions to a setting",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers =
        "zizmor:excessive-permissions ghalint:job_permissions "
        "scorecard:Token-Permissions",
    .docs = R"(## What it does
Reports workflows without `permissions` of which some job has none either.
Workflows that are only called get their caller's permissions and are left
alone.

## Why is this bad?
Without the key the token gets whatever the repository's or organisation's
setting says, which may be write access to everything. Any action or script of
the job can then push commits and publish releases.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: pull_request
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## How to fix it
The fix gives the workflow `contents: read`. It is unsafe because jobs that
write need more: give it to those jobs alone.
)"};
static_assert(WellFormed(kInfo));

bool IsUncovered(const Job& job) {
  return job.permissions.form == PermissionsForm::kAbsent;
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  if (workflow.permissions.form != PermissionsForm::kAbsent) return;
  if (workflow.triggers.empty() || workflow.OnlyCalled()) return;
  auto job = std::ranges::find_if(workflow.jobs, IsUncovered);
  if (job == workflow.jobs.end()) return;
  auto report = out.Report(workflow.jobs_span,
                           "the workflow states no permissions, so job '{}' "
                           "gets the repository's default",
                           Printable(job->id.text));
  report.Help(
      "add 'permissions:' with 'contents: read' above the jobs, and "
      "give each job what more it needs");
  std::string_view text = workflow.source->text();
  uint32_t at = workflow.jobs_span.begin;
  // Only where `jobs` stands at the start of a line can a block go before it.
  if (at == 0 || text[at - 1] != '\n') return;
  bool crlf = at > 1 && text[at - 2] == '\r';
  std::string end = crlf ? "\r\n" : "\n";
  report.Insert("allow reading the contents only", at,
                "permissions:" + end + "  contents: read" + end + end);
}

}  // namespace

extern constexpr Rule kWorkflowPermissionsMissing = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
