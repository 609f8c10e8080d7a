// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "comment-command-open",
    .summary = "Anybody's comment starts a job that has secrets or may write",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "8.0",
    .tags = "github-actions security",
    .peers = "poutine:confused_deputy_auto_merge",
    .docs = R"(## What it does
Reports jobs that a comment starts, that run a script, that hold secrets, an
environment or a token that writes, and that never ask who wrote the text: no
`author_association`, no comparison of the author or actor, no look-up of
permissions.

## Why is this bad?
Anybody who can comment can start it. A runbook bot that rolls back production
on `/runbook rollback` does so for every reader of a public repository.

```yaml,bad
on: issue_comment
permissions: {}
jobs:
  bot:
    if: contains(github.event.comment.body, '/rollback')
    runs-on: ubuntu-latest
    steps:
      - run: ./rollback.sh
        env:
          KUBECONFIG: ${{ secrets.PROD_KUBECONFIG }}
```

```yaml,good
on: issue_comment
permissions: {}
jobs:
  bot:
    if: >-
      contains(github.event.comment.body, '/rollback') &&
      github.event.comment.author_association == 'MEMBER'
    runs-on: ubuntu-latest
    steps:
      - run: ./rollback.sh
        env:
          KUBECONFIG: ${{ secrets.PROD_KUBECONFIG }}
```

## When the facts are not known
An environment with reviewers would stop the job, too, but what protects an
environment is not part of a workflow. A script or action that asks for the
permission is recognised by its name; write a condition to be sure.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kSigns[] = {
    "author_association", "github.actor ==",  "github.actor)",
    "user.login",         "sender.login",     "github.triggering_actor",
    "permission",         "collaborator",     "is-organization-member",
    "memberships",        "getMembership",    "CODEOWNERS",
    "github.actor,",      "command-dispatch", "branch-deploy",
    "sender.id",          "issueops",         "sender.type"};

bool AsksWho(const Workflow& workflow, const Job& job) {
  // Anywhere in the job, and in jobs that it needs.
  std::string_view text = job.node->span.In(workflow.source->text());
  for (std::string_view sign : kSigns) {
    if (sign == "permission") {
      // The key `permissions` is no question.
      for (const Step& step : job.steps) {
        std::string lower = AsciiLower(step.span.In(workflow.source->text()));
        if (lower.find("permission") != std::string::npos) return true;
      }
      continue;
    }
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

bool OnlyComments(const Workflow& workflow, const Trigger*& which) {
  for (std::string_view event : {"issue_comment", "discussion_comment"}) {
    which = workflow.FindTrigger(event);
    if (which != nullptr) break;
  }
  return which != nullptr;
}

// A condition that lets the job run for other events only.
bool IsForOthers(const Job& job, std::string_view event) {
  std::string_view text = job.condition.text;
  return text.find("github.event_name") != std::string_view::npos &&
         text.find("'" + std::string(event) + "'") == std::string_view::npos;
}

// Answering is what bots of issues are for; only more than that counts.
bool DoesMore(const Workflow& workflow, const Job& job) {
  GrantOf token = TokenOf(workflow, job);
  bool writes = token.grant == Grant::kWrites && token.scope != "issues" &&
                token.scope != "pull-requests" && token.scope != "discussions";
  if (token.identity || job.environment.present()) return true;
  Job without = job;
  without.permissions.form = PermissionsForm::kReadAll;
  return writes || IsWorthAttacking(workflow, without);
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  const Trigger* trigger = nullptr;
  if (!OnlyComments(workflow, trigger)) return;
  for (const Job& job : workflow.jobs) {
    if (job.calls() || IsForOthers(job, trigger->event)) continue;
    bool runs = std::ranges::any_of(
        job.steps, [](const Step& step) { return step.run.present(); });
    if (!runs) continue;
    bool asked = AsksWho(workflow, job);
    for (const Text& need : job.needs) {
      const Job* before = workflow.FindJob(need.text);
      asked = asked || (before != nullptr && AsksWho(workflow, *before));
    }
    if (asked || !DoesMore(workflow, job)) continue;
    out.Report(job.id.span,
               "job '{}' has secrets or may write, and anybody starts it with "
               "a comment",
               Printable(job.id.text))
        .Help(
            "ask who it is: if: contains(fromJSON('[\"OWNER\", \"MEMBER\", "
            "\"COLLABORATOR\"]'), github.event.comment.author_association)")
        .Related(*workflow.source, trigger->span, "anybody causes this event")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kCommentCommandOpen = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
