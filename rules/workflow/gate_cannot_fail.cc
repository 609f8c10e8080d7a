// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-cannot-fail",
    .summary = "A job that should decide something cannot fail",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-exit-suppression",
    .docs = R"(## What it does
Reports steps of jobs with a name such as gate, check, verify, approve, policy
or smoke, that only print something, end with an unconditional `exit 0`, or
switch `set +e` on for the rest. A job is reported when each of its steps is of
that sort, or is a checkout or set-up.

## Why is this bad?
The name promises that something is verified. Required checks and deployments
rely on it, and it passes whatever happens.

```yaml,bad
on: deployment_status
jobs:
  verify-canary:
    runs-on: ubuntu-latest
    steps:
      - run: echo "TODO compare the error rates"
```

```yaml,good
on: deployment_status
jobs:
  verify-canary:
    runs-on: ubuntu-latest
    steps:
      - run: ./compare.sh --max-error-rate 0.01
```

## When the facts are not known
Scripts that are not read in full, and actions, are taken for steps that may
fail.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPromises[] = {
    "gate",  "check", "verify",    "approve", "approval", "policy",
    "smoke", "scan",  "validate",  "slo",     "health",   "negotiat",
    "audit", "agree", "readiness", "quality"};

bool Promises(std::string_view text) {
  std::string lower = AsciiLower(text);
  return std::ranges::any_of(kPromises, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool OnlyPrints(const RunScript& run) {
  bool any = false;
  for (const shell::Site& site : run.text->sites) {
    const shell::Command& command = *site.command;
    if (command.kind != shell::CommandKind::kSimple) return false;
    std::string_view name = shell::CommandName(command);
    if (name != "echo" && name != "printf" && name != "true" && name != ":" &&
        name != "sleep") {
      return false;
    }
    // An output for others is work.
    if (!command.redirects.empty()) return false;
    any = true;
  }
  return any;
}

// The last thing that the script does, on every way through it.
bool EndsWithSuccess(const RunScript& run, Span& span) {
  const shell::List& body = run.text->script.at(run.text->script.body);
  if (body.items.empty()) return false;
  const shell::Item& item = body.items.back();
  if (item.pipeline.commands.size() != 1 || body.items.size() < 2) {
    return false;
  }
  const shell::Command& command = item.pipeline.commands[0];
  bool exits = shell::CommandName(command) == "exit" &&
               command.words.size() == 2 &&
               shell::LiteralOf(command.words[1]).value_or("") == "0";
  shell::Join before = body.items[body.items.size() - 2].next;
  if (!exits || before == shell::Join::kAnd) return false;
  span = command.span;
  // With -e each command before it may still fail; only set +e or `;` after
  // an `||` forgives. Something that exits otherwise is a gate, too.
  bool lenient = !run.exits_on_error;
  for (const shell::Site& site : run.text->sites) {
    std::string_view name = shell::CommandName(*site.command);
    if (name == "set" && site.command->words.size() > 1) {
      std::string_view option = site.command->words[1].sketch;
      if (option == "+e") lenient = true;
    }
    bool decides = name == "exit" && site.command->span != span;
    if (decides) return false;
  }
  return lenient || before == shell::Join::kOr;
}

enum class Verdict : uint8_t { kMayFail, kNeutral, kCannotFail };

Verdict Judge(const Body& body, const Step& step, Span& span) {
  if (step.uses.kind != UsesKind::kNone) {
    bool neutral =
        UsesAction(step, "actions/checkout") ||
        step.uses.repository.find("/setup-") != std::string_view::npos;
    return neutral ? Verdict::kNeutral : Verdict::kMayFail;
  }
  const RunScript* run = body.ScriptOf(step);
  if (run == nullptr || run->text == nullptr || !run->text->script.complete) {
    return Verdict::kMayFail;
  }
  if (OnlyPrints(*run)) {
    span = step.run.span;
    return Verdict::kCannotFail;
  }
  Span exit;
  if (!EndsWithSuccess(*run, exit)) return Verdict::kMayFail;
  span = run->Place(exit);
  return Verdict::kCannotFail;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.job == nullptr || body.job->calls()) continue;
    const Job& job = *body.job;
    bool promises = Promises(job.id.text) || Promises(job.name.text) ||
                    Promises(body.workflow->name.text);
    // A job that collects the results of others says so in its conditions.
    if (!promises || !job.needs.empty()) continue;
    Span first;
    bool found = false;
    bool may_fail = false;
    for (const Step& step : job.steps) {
      Span span;
      Verdict verdict = Judge(body, step, span);
      may_fail = may_fail || verdict == Verdict::kMayFail;
      if (verdict == Verdict::kCannotFail && !found) first = span;
      found = found || verdict == Verdict::kCannotFail;
    }
    if (!found || may_fail) continue;
    out.ReportIn(*body.source, first,
                 "job '{}' of '{}' passes whatever happens",
                 Printable(job.id.text),
                 Printable(body.workflow->name.stated()
                               ? body.workflow->name.text
                               : BaseName(body.source->path())))
        .Help("let a command decide, whose failure fails the step")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kGateCannotFail = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
