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
    .id = "issueops-open-to-anyone",
    .summary = "Anyone who can comment may run an operation",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .security_severity = "8.5",
    .tags = "issueops security",
    .docs = R"(
## What it does
Reports jobs that are started by a comment or an issue, look for a command in
its text, and have secrets of the repository or a permission to write contents,
packages, deployments or tokens, when neither the job nor one that it needs asks
who wrote it: `author_association`, the actor, a permission of the collaborator,
a team. A job with an `environment:` is asked about by its reviewers.

## Why is this bad?
On a public repository everybody may comment. `/runbook scale-down` from a
stranger switches production off, with the credentials of the bot and under its
name.

```yaml,bad,file=.github/workflows/bot.yml
on: issue_comment
jobs:
  run:
    if: contains(github.event.comment.body, '/rollback')
    runs-on: ubuntu-latest
    steps:
      - run: make rollback
        env: { KUBECONFIG: "${{ secrets.PROD_KUBECONFIG }}" }
```

```yaml,good,file=.github/workflows/bot.yml
on: issue_comment
jobs:
  run:
    if: >-
      contains(github.event.comment.body, '/rollback') &&
      contains(fromJSON('["OWNER", "MEMBER"]'),
               github.event.comment.author_association)
    runs-on: ubuntu-latest
    steps:
      - run: make rollback
        env: { KUBECONFIG: "${{ secrets.PROD_KUBECONFIG }}" }
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kEvents[] = {"issue_comment", "issues",
                                        "discussion_comment", "discussion",
                                        "pull_request_review_comment"};
constexpr std::string_view kAsks[] = {
    "author_association", "github.actor", "triggering_actor",
    "sender.login",       "user.login",   "permission",
    "collaborator",       "membership",   "teams",
    "allowlist",          "allowed",      "maintainers"};
constexpr std::string_view kPowers[] = {"contents: write", "packages: write",
                                        "deployments: write", "id-token: write",
                                        "actions: write"};
constexpr std::string_view kBodies[] = {"comment.body", "issue.body",
                                        "issue.title", "discussion.body"};

// The permissions block names `permission` too, so it is left out.
bool Asks(const workflow::Workflow& file, const workflow::Job& job) {
  if (job.environment.stated()) return true;
  if (SaysAny(job.condition.text, kAsks)) return true;
  for (const workflow::Step& step : job.steps) {
    std::string_view text = file.source->Text(step.span);
    if (SaysAny(text, kAsks)) return true;
  }
  return std::ranges::any_of(job.needs, [&](const workflow::Text& need) {
    const workflow::Job* before = file.FindJob(need.text);
    if (before == nullptr) return false;
    return SaysAny(before->condition.text, kAsks) ||
           std::ranges::any_of(before->steps, [&](const auto& step) {
             return SaysAny(file.source->Text(step.span), kAsks);
           });
  });
}

bool HasPower(const workflow::Workflow& file, const workflow::Job& job) {
  std::string_view words = WordsOf(file, job);
  for (size_t at = words.find("secrets."); at != std::string_view::npos;
       at = words.find("secrets.", at + 1)) {
    if (!words.substr(at + 8).starts_with("GITHUB_TOKEN")) return true;
  }
  if (SaysAny(words, kPowers) || job.secrets_inherit.stated()) return true;
  bool own = job.permissions.form != workflow::PermissionsForm::kAbsent;
  return !own &&
         std::ranges::any_of(file.permissions.scopes, [](const auto& scope) {
           return scope.value.text == "write" &&
                  (scope.name.text == "contents" ||
                   scope.name.text == "deployments" ||
                   scope.name.text == "packages" ||
                   scope.name.text == "id-token");
         });
}

void Check(const workflow::Workflow& file, const Context&, Sink& out) {
  const workflow::Trigger* trigger = nullptr;
  for (std::string_view event : kEvents) {
    if (trigger == nullptr) trigger = file.FindTrigger(event);
  }
  if (trigger == nullptr) return;
  for (const workflow::Job& job : file.jobs) {
    if (!SaysAny(WordsOf(file, job), kBodies)) continue;
    if (!HasPower(file, job) || Asks(file, job)) continue;
    Span place = job.condition.stated() ? job.condition.span : job.id.span;
    out.Report(place,
               "whoever writes a comment may run '{}', which has secrets "
               "or may write",
               Printable(job.label()))
        .Help(
            "ask for github.event.comment.author_association, or put the "
            "job into a protected environment");
  }
}

}  // namespace

extern constexpr Rule kIssueopsOpenToAnyone =
    On<workflow::Workflow, Check>(kInfo);

}  // namespace interlock::governance
