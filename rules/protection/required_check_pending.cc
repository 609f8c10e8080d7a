// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/yaml_edit.h"
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-pending",
    .summary = "A required check can stay pending for ever on some changes",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .tags = "github branch-protection required-checks merge-queue",
    .docs = R"(## What it does
Reports required checks that some pull requests get and others do not:

- the workflow has `paths` or `paths-ignore`, and no second workflow reports
  the same name for all other paths;
- `types` leaves out `opened` or `synchronize`;
- an `if` that depends on the change decides over a whole matrix, or over a job
  that calls a workflow: skipped, such a job reports one check under its own
  name, and none of the names that are required;
- a merge queue waits for the check, and no workflow that makes it runs on
  `merge_group`.

A plain job that is skipped by its `if` still reports, and passes; it is fine.

## Why is this bad?
A check that is not reported is not passed. The pull request waits with
"Expected - Waiting for status to be reported" until somebody overrides the
protection, or the merge queue drops it after its timeout.

```yaml,bad,file=.github/workflows/ci.yml
on:
  pull_request:
    paths: ['src/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on:
  pull_request:
    paths: ['src/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good,file=.github/workflows/ci-other.yml
on:
  pull_request:
    paths-ignore: ['src/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo nothing to build
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

## How to fix it
See the help of the finding. Where the merge queue lacks the check, the fix adds
`merge_group` to the workflow's events; it is unsafe because the workflow then
runs for each entry of the queue, and a script that reads
`github.event.pull_request` finds nothing there.
)"};
static_assert(WellFormed(kInfo));

struct Words {
  std::string_view why;
  std::string_view help;
  std::string_view label;
};

Words WordsFor(workflow::Reason reason) {
  switch (reason) {
    case workflow::Reason::kPathFilter:
      return {"a path filter keeps its workflow from running",
              "drop the filter and skip inside the job instead, or add a "
              "workflow that reports the same name for all other paths",
              "for other paths nothing runs"};
    case workflow::Reason::kTypes:
      return {"its workflow does not run for each new commit",
              "add opened and synchronize to types",
              "these types leave commits without the check"};
    case workflow::Reason::kCallerSkipped:
      return {
          "the job that calls its workflow may be skipped, and then "
          "reports under its own name alone",
          "move the condition into the called workflow's jobs, or require "
          "a job that always runs and looks at the results",
          "this decides whether the workflow is called"};
    default:
      return {
          "its matrix job may be skipped, and then reports without the "
          "matrix values",
          "move the condition to the steps, or require a job that always "
          "runs and looks at the results",
          "this decides over the whole matrix"};
  }
}

void ReportPending(const RequiredContext& context, const Verdict& verdict,
                   Sink& out) {
  Words words = WordsFor(verdict.presence.reason);
  std::string example;
  if (!verdict.example.empty()) {
    example = fmt::format("; a change of '{}' alone gets no run",
                          Printable(verdict.example));
  }
  bool sure = verdict.outcome == Outcome::kPending;
  out.Report(context.span(),
             "required check '{}' stays pending on some pull requests: {}{}",
             Printable(context.name), words.why, example)
      .Help("{}", words.help)
      .Sure(sure ? Confidence::kHigh : Confidence::kMedium)
      .Anchor(context.name)
      .Related(*verdict.presence.source, verdict.presence.span,
               std::string(words.label));
}

void ReportQueue(const RequiredContext& context, const Verdict& verdict,
                 Sink& out) {
  const workflow::Workflow& from = verdict.checks.front()->workflow();
  auto report =
      out.Report(context.span(),
                 "required check '{}' is never reported in the merge queue: {} "
                 "does not run on merge_group",
                 Printable(context.name), Printable(from.path()));
  report.Help("add merge_group to the events of {}", Printable(from.path()))
      .Anchor(context.name)
      .Related(*from.source, from.on_span, "merge_group is missing here");
  if (auto edit = workflow::AddEvent(from, "merge_group")) {
    report.With(
        {"run it in the merge queue too", kInfo.fix, {std::move(*edit)}, {}});
  }
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  for (const RequiredContext& context : protection.contexts) {
    const Verdict& verdict = VerdictOf(context, ctx);
    bool pending = verdict.outcome == Outcome::kPending ||
                   verdict.outcome == Outcome::kSometimes;
    if (pending && verdict.presence.source != nullptr) {
      ReportPending(context, verdict, out);
    } else if (verdict.missing_in_queue) {
      ReportQueue(context, verdict, out);
    }
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckPending = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
