// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/external.h"
#include "analyzers/protection/past.h"
#include "analyzers/protection/rename.h"
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-not-produced",
    .summary = "A required check is never reported on pull requests",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
Computes the name of every check that the repository's workflows can report, by
GitHub's own rules: job names and ids, matrices with `include` and `exclude`,
numbers as YAML reads them, reusable workflows at any depth, names that are cut.
Each context that a branch protection or a ruleset requires is looked up among
them, and those that no pull request ever gets are reported with the mistake
that explains them.

With `--since`, a name that a job had until this change is said to be renamed or
gone, and by what.

A context that a name known only during the run could match is never reported,
nor one that another app sets (`app_id` or `integration_id` other than that of
GitHub Actions, and the checks of well-known services).

## Why is this bad?
GitHub waits for a required check by its exact name. When no job reports under
that name, each pull request shows "Expected - Waiting for status to be
reported" for ever, and somebody with the right to do so merges past the gate or
removes it.

The usual slips: the page shows `CI / build (pull_request)`, but the context is
`build`; a job with a `name` reports the name and not its id; a matrix job
reports once for each combination, and `python: [3.10]` reports `(3.1)`.

```yaml,bad,file=.github/workflows/ci.yml
name: CI
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": ["CI / build"]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
name: CI
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": ["build"]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

## How to fix it
Require the name that the message gives, or name the job as the protection
expects. The fix writes the right name into the protection file; it is unsafe
because it changes what must pass before a merge, and because the setting itself
has to be sent to GitHub again.
)"};
static_assert(WellFormed(kInfo));

// Why a check that exists never reaches a pull request.
std::string WhyAway(const Verdict& verdict, const Protection& protection) {
  const workflow::Workflow& from = verdict.deciding->workflow();
  std::string path = Printable(from.path());
  switch (verdict.presence.reason) {
    case workflow::Reason::kBranchFilter:
      return fmt::format(
          "the branch filter of {} leaves {} out", path,
          protection.branches.empty()
              ? "the protected branch"
              : "'" + Printable(protection.branches.front()) + "'");
    case workflow::Reason::kTagsOnly:
      return path + " runs for tags only";
    case workflow::Reason::kTypes:
      return path + " runs when a pull request is closed only";
    case workflow::Reason::kMatrixSkipped:
      return "its matrix job is always skipped on pull requests";
    case workflow::Reason::kCallerSkipped:
      return "the job that calls its workflow is always skipped on pull "
             "requests";
    default:
      break;
  }
  std::string events;
  for (const workflow::Trigger& trigger : from.triggers) {
    if (!events.empty()) events += ", ";
    events += Printable(trigger.event);
  }
  return fmt::format("{} runs on {} only", path,
                     events.empty() ? "nothing" : events);
}

void ReportAway(const RequiredContext& context, const Verdict& verdict,
                const Protection& protection, Sink& out) {
  auto report =
      out.Report(context.span(),
                 "required check '{}' is never reported on pull requests: "
                 "{}",
                 Printable(context.name), WhyAway(verdict, protection));
  report
      .Help(
          "let the workflow run on pull_request for this branch, or remove "
          "the requirement")
      .Anchor(context.name);
  if (verdict.presence.source != nullptr) {
    report.Related(*verdict.presence.source, verdict.presence.span,
                   "this decides when it runs");
  }
  if (protection.enforcement == Enforcement::kEvaluate) {
    report.At(Severity::kWarning);
  }
}

// What this change did to the job that had the name.
struct Changed {
  const Difference::Renamed* renamed = nullptr;
  const NamedCheck* lost = nullptr;
};

Changed ChangedSince(const RequiredContext& context, const Context& ctx) {
  const Past* past = ctx.project.verdicts->past();
  if (past == nullptr) return {};
  return {past->Renamed(context.name), past->Lost(context.name)};
}

std::string Quoted(const std::vector<NamedCheck>& names) {
  std::string text;
  for (const NamedCheck& one : names) {
    text +=
        fmt::format("{}'{}'", text.empty() ? "" : ", ", Printable(one.name));
  }
  return text;
}

void ReportRenamed(const RequiredContext& context,
                   const Difference::Renamed& renamed,
                   const Protection& protection, Sink& out) {
  const workflow::Check& check = *renamed.to.front().check;
  std::string names = Quoted(renamed.to);
  auto report = out.Report(context.span(),
                           "required check '{}' is never reported: it was "
                           "renamed to {} in this change",
                           Printable(context.name), names);
  report.Anchor(context.name)
      .Help("require {} in its place when this is merged, or keep the name",
            names)
      .Related(*check.workflow().source, check.levels.front().job->id.span,
               "this is the job");
  if (protection.enforcement == Enforcement::kEvaluate) {
    report.At(Severity::kWarning);
  }
  std::vector<std::string> exact;
  for (const NamedCheck& one : renamed.to) {
    if (!one.check->name.exact()) return;
    exact.push_back(one.name);
  }
  if (auto edits = Rename(context, exact, protection)) {
    report.With({"require the new name", kInfo.fix, std::move(*edits), {}});
  }
}

void ReportLost(const RequiredContext& context, const NamedCheck& lost,
                const Protection& protection, const Context& ctx, Sink& out) {
  auto report = out.Report(context.span(),
                           "required check '{}' is never reported: its job "
                           "was removed in this change",
                           Printable(context.name));
  report.Anchor(context.name)
      .Help(
          "remove the requirement when this is merged, or bring the job back");
  // What is gone can only be shown as it was.
  const workflow::CheckLevel& level = lost.check->levels.back();
  const workflow::Workflow* now =
      ctx.project.workflows->Find(level.workflow->path());
  if (now == nullptr) {
    report.Related(*level.workflow->source, level.job->id.span,
                   "this was the job");
  } else {
    report.Related(*now->source, now->jobs_span, "it stood among these");
  }
  if (protection.enforcement == Enforcement::kEvaluate) {
    report.At(Severity::kWarning);
  }
}

void ReportUnknownName(const RequiredContext& context, const Hint& hint,
                       const Protection& protection, Sink& out) {
  auto report = out.Report(context.span(),
                           "required check '{}' is never reported: no job of "
                           "this repository has that name",
                           Printable(context.name));
  report.Anchor(context.name);
  if (hint.check != nullptr) {
    report.Help("{}", Explain(hint))
        .Related(*hint.check->workflow().source,
                 hint.check->levels.front().job->id.span, "this job is meant");
  } else {
    report.Help(
        "name a job so, remove the requirement, or give the app_id of "
        "the app that sets it");
  }
  bool actions = context.app_id == kActionsApp;
  if (hint.mistake == Mistake::kNone && !actions) {
    report.Sure(Confidence::kMedium);
    if (LooksForeign(context.name) == Foreign::kMaybe) {
      report.At(Severity::kWarning).Sure(Confidence::kLow);
    }
  }
  if (protection.enforcement == Enforcement::kEvaluate) {
    report.At(Severity::kWarning);
  }
  if (!hint.Certain()) return;
  if (auto edits = Rename(context, hint.names, protection)) {
    report.With({"require the name that is reported",
                 kInfo.fix,
                 std::move(*edits),
                 {}});
  }
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  for (const RequiredContext& context : protection.contexts) {
    const Verdict& verdict = VerdictOf(context, ctx);
    if (verdict.outcome != Outcome::kNever) continue;
    Changed changed = ChangedSince(context, ctx);
    if (!verdict.checks.empty()) {
      ReportAway(context, verdict, protection, out);
    } else if (changed.renamed != nullptr) {
      ReportRenamed(context, *changed.renamed, protection, out);
    } else if (changed.lost != nullptr) {
      ReportLost(context, *changed.lost, protection, ctx, out);
    } else {
      ReportUnknownName(context, verdict.hint, protection, out);
    }
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckNotProduced = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
