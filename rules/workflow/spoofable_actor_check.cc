// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/author_check.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "spoofable-actor-check",
    .summary =
        "A condition trusts a name that whoever triggers the run chooses",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "7.5",
    .tags = "github-actions security",
    .peers =
        "zizmor:bot-conditions poutine:confused_deputy_auto_merge "
        "octoscan:bot-check",
    .docs = R"(## What it does
Reports conditions that compare `github.actor` or `github.triggering_actor`
with the name of a bot, in workflows that `pull_request_target`,
`workflow_run`, `pull_request` or `issue_comment` start. For `pull_request` it
is a warning.

## Why is this bad?
The actor is whoever caused this run, not who wrote the code. Somebody opens a
pull request, has the bot push or rebase it, and the run of their code has the
bot as its actor: auto-merge then merges it.

```yaml,bad
on: pull_request_target
permissions: {}
jobs:
  merge:
    if: github.actor == 'dependabot[bot]'
    runs-on: ubuntu-latest
    steps:
      - run: gh pr merge --auto "$URL"
```

```yaml,good
on: pull_request_target
permissions: {}
jobs:
  merge:
    if: github.event.pull_request.user.login == 'dependabot[bot]'
    runs-on: ubuntu-latest
    steps:
      - run: gh pr merge --auto "$URL"
```
)"};
static_assert(WellFormed(kInfo));

bool IsActor(const Expression& expression, uint32_t node) {
  std::string path = PathOf(expression, node);
  return path == "github.actor" || path == "github.triggering_actor";
}

bool IsBot(const Expr& expr) {
  return expr.kind == ExprKind::kLiteral &&
         expr.value.kind == ValueKind::kString &&
         expr.value.text.ends_with("[bot]");
}

// Only a check that lets something happen: `!=` keeps bots out.
bool TrustsActor(std::string_view condition) {
  Expression expression = ParseCondition(condition).expression;
  if (!expression.ok()) return false;
  for (const Expr& expr : expression.nodes) {
    if (expr.kind == ExprKind::kEqual) {
      for (int i = 0; i < 2; ++i) {
        if (IsActor(expression, expr.children[i]) &&
            IsBot(expression.at(expr.children[1 - i]))) {
          return true;
        }
      }
    }
    if (expr.kind == ExprKind::kCall && expr.text == "contains" &&
        expr.children.size() == 2 && IsActor(expression, expr.children[0]) &&
        expression.at(expr.children[1]).kind == ExprKind::kLiteral) {
      return true;
    }
  }
  return false;
}

void Judge(const Workflow& workflow, const Trigger& trigger,
           const Text& condition, Sink& out) {
  if (!condition.present() ||
      condition.text.find("actor") == std::string_view::npos ||
      !TrustsActor(condition.text) || NamesAuthor(condition)) {
    return;
  }
  auto report =
      out.Report(condition.span,
                 "'github.actor' under {} is who caused the run, not who "
                 "wrote the code",
                 trigger.event);
  report.Help("compare github.event.{}.user.login",
              trigger.event == "issue_comment" ? "comment" : "pull_request");
  report.Related(*workflow.source, trigger.span, "started by this event");
  if (trigger.event == "pull_request") report.At(Severity::kWarning);
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  const Trigger* trigger = PrivilegedTrigger(workflow);
  if (trigger == nullptr) trigger = workflow.FindTrigger("pull_request");
  if (trigger == nullptr) return;
  for (const Job& job : workflow.jobs) {
    bool worth =
        trigger->event != "pull_request" || IsWorthAttacking(workflow, job);
    if (!worth) continue;
    Judge(workflow, *trigger, job.condition, out);
    for (const Step& step : job.steps) {
      Judge(workflow, *trigger, step.condition, out);
    }
  }
}

}  // namespace

extern constexpr Rule kSpoofableActorCheck = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
