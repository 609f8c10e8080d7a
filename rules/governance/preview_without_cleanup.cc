// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/workflow_text.h"
#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "preview-without-cleanup",
    .summary = "Previews are made for pull requests and never removed",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "preview",
    .docs = R"(
## What it does
Reports jobs of pull request workflows that deploy a preview (the job is called
so, and it runs kubectl, helm, terraform or a deploy script) when no workflow
removes previews: neither one on `pull_request` with the type `closed` nor one
on a schedule that speaks of them.

## Why is this bad?
Each pull request leaves a running copy of the service, with a database and a
name in the DNS. In a month the cluster is full, and the oldest copies run code
with holes that were mended since.

```yaml,bad,file=.github/workflows/pr.yml
on: pull_request
jobs:
  preview-deploy:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade --install orders chart -n "pr-$NUMBER"
```

```yaml,good,file=.github/workflows/pr.yml
on: pull_request
jobs:
  preview-deploy:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade --install orders chart -n "pr-$NUMBER"
```

```yaml,good,file=.github/workflows/cleanup.yml
on: { pull_request: { types: [closed] } }
jobs:
  teardown:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl delete namespace "pr-$NUMBER"
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPreview[] = {"preview"};
constexpr std::string_view kDeploys[] = {
    "helm upgrade",    "helm install",   "kubectl apply",    "kubectl create",
    "terraform apply", "preview_deploy", "preview-deploy.sh"};
constexpr std::string_view kRemoves[] = {"preview",   "delete",   "destroy",
                                         "uninstall", "teardown", "cleanup"};

bool Removes(const workflow::Workflow& file) {
  for (std::string_view event : {"pull_request", "pull_request_target"}) {
    const workflow::Trigger* trigger = file.FindTrigger(event);
    if (trigger == nullptr || !HasType(*trigger, "closed")) continue;
    if (SaysAny(file.source->text(), kRemoves)) return true;
  }
  return file.FindTrigger("schedule") != nullptr &&
         SaysAny(file.source->text(), kPreview);
}

bool DeploysPreview(const workflow::Job& job) {
  if (!SaysAny(job.id.text, kPreview) && !SaysAny(job.name.text, kPreview)) {
    return false;
  }
  return std::ranges::any_of(job.steps, [](const workflow::Step& step) {
    return SaysAny(step.run.text, kDeploys);
  });
}

void Check(const Project& project, const Context&, Sink& out) {
  const auto& workflows = project.workflows->workflows;
  if (std::ranges::any_of(workflows, Removes)) return;
  for (const workflow::Workflow& file : workflows) {
    if (file.FindTrigger("pull_request") == nullptr) continue;
    for (const workflow::Job& job : file.jobs) {
      if (!DeploysPreview(job)) continue;
      out.ReportIn(*file.source, job.id.span,
                   "no workflow removes the previews that '{}' makes",
                   Printable(job.id.text))
          .Help("add a workflow on pull_request with types: [closed]");
    }
  }
}

}  // namespace

extern constexpr Rule kPreviewWithoutCleanup = On<Project, Check>(kInfo);

}  // namespace interlock::governance
