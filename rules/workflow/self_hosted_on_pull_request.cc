// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "self-hosted-on-pull-request",
    .summary = "Code of a pull request runs on a machine of one's own",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "7.0",
    .tags = "github-actions security",
    .peers = "poutine:pr_runs_on_self_hosted zizmor:self-hosted-runner",
    .docs = R"(## What it does
Reports jobs on `self-hosted` runners in workflows that a pull request starts,
unless their condition leaves out pull requests of forks.

## Why is this bad?
A self-hosted runner is seldom thrown away after a job. Whoever opens a pull
request may leave something behind on it that reads the secrets of the next
deployment, and stands inside the network.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: [self-hosted, linux]
    steps:
      - run: make
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## When the facts are not known
Private repositories have no forks of strangers, and a setting can ask for
approval first; neither is part of the files. Labels other than `self-hosted`
may be one's own machines, too, and are not known to be.
)"};
static_assert(WellFormed(kInfo));

bool LeavesOutForks(std::string_view condition) {
  return condition.find("head.repo.full_name") != std::string_view::npos ||
         condition.find("head.repo.fork") != std::string_view::npos ||
         condition.find("github.event_name == 'push'") !=
             std::string_view::npos ||
         condition.find("author_association") != std::string_view::npos;
}

const Node* SelfHosted(const Job& job) {
  const Node* labels = job.node->Find("runs-on");
  if (labels != nullptr && labels->IsMapping()) labels = labels->Find("labels");
  if (labels == nullptr) return nullptr;
  if (labels->IsScalar() && labels->text == "self-hosted") return labels;
  for (const Node* label : labels->items) {
    if (label->IsScalar() && label->text == "self-hosted") return label;
  }
  return nullptr;
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  const Trigger* trigger = workflow.FindTrigger("pull_request");
  if (trigger == nullptr) trigger = workflow.FindTrigger("pull_request_target");
  if (trigger == nullptr) return;
  for (const Job& job : workflow.jobs) {
    const Node* label = SelfHosted(job);
    if (label == nullptr || LeavesOutForks(job.condition.text)) continue;
    out.Report(label->span,
               "job '{}' runs code of pull requests on a self-hosted runner",
               Printable(job.id.text))
        .Help(
            "use a hosted runner for pull requests, or leave out forks: "
            "github.event.pull_request.head.repo.full_name == "
            "github.repository")
        .Related(*workflow.source, trigger->span, "a pull request starts it")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kSelfHostedOnPullRequest = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
