// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/scripts.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "destructive-without-reason",
    .summary = "A workflow destroys something on demand and asks for no reason",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports workflows started by hand, or by a comment, whose scripts destroy or
undo things in an environment (`kubectl delete`, `terraform destroy`, `helm
uninstall`, `DROP`, scale to zero, roll back) and that ask for no reason. A
workflow that also runs by itself, on a push say, is left alone.

## Why is this bad?
Weeks later nobody knows why production was scaled down that night, and the
audit of access to production has a gap. An input `reason` stands in the run's
record.

```yaml,bad
on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: terraform destroy -auto-approve
```

```yaml,good
on:
  workflow_dispatch:
    inputs:
      reason:
        description: Why, and the ticket
        required: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: terraform destroy -auto-approve
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kDestructive[] = {
    "kubectl delete", "terraform destroy",
    "tofu destroy",   "helm uninstall",
    "helm delete",    "helm rollback",
    "rollouts undo",  "rollout undo",
    "--replicas=0",   "--replicas 0",
    "DROP TABLE",     "DROP DATABASE",
    "dropdb ",        "TRUNCATE ",
    "aws s3 rm",      "destroy -auto-approve"};
constexpr std::string_view kReasons[] = {
    "reason", "ticket", "justification", "why", "issue", "change", "incident"};

bool AsksForReason(const Trigger& start) {
  for (const Input& input : start.inputs) {
    std::string name = AsciiLower(input.name.text);
    for (std::string_view word : kReasons) {
      if (name.find(word) != std::string::npos) return true;
    }
  }
  return false;
}

// A line of a script, not a comment in it, that speaks of a reason.
bool ReadsReason(const Workflow& workflow) {
  for (const Job& job : workflow.jobs) {
    for (const Step& step : job.steps) {
      for (std::string_view line : Split(step.run.text, '\n')) {
        bool note = Trim(line).starts_with('#');
        bool asks = AsciiLower(line).find("reason") != std::string::npos;
        if (asks && !note) return true;
      }
    }
  }
  return false;
}

// What stands before the words on their line makes them text: a comment, a
// message, something that is looked for.
bool OnlySpeaks(std::string_view before) {
  std::string_view line = Trim(before);
  return line.starts_with('#') || line.starts_with("echo ") ||
         line.find("grep ") != std::string_view::npos;
}

// What also happens without anybody has its reason in the event.
bool RunsByItself(const Workflow& workflow) {
  return std::ranges::any_of(workflow.triggers, [](const Trigger& trigger) {
    return trigger.event == "push" || trigger.event == "schedule" ||
           trigger.event == "release" || trigger.event == "pull_request";
  });
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  const Trigger* start = workflow.FindTrigger("workflow_dispatch");
  if (start == nullptr) start = workflow.FindTrigger("issue_comment");
  if (start == nullptr || AsksForReason(*start)) return;
  // A comment may hold one, if something reads it.
  bool comment = start->event == "issue_comment";
  if (!comment && RunsByItself(workflow)) return;
  if (comment && ReadsReason(workflow)) return;
  for (const Job& job : workflow.jobs) {
    for (const Step& step : job.steps) {
      for (std::string_view command : kDestructive) {
        size_t at = step.run.text.find(command);
        if (at == std::string_view::npos) continue;
        size_t line = step.run.text.rfind('\n', at);
        line = line == std::string_view::npos ? 0 : line + 1;
        if (OnlySpeaks(step.run.text.substr(line, at - line))) continue;
        ScalarMap map(*step.run.node, workflow.source->text());
        Span part{static_cast<uint32_t>(at),
                  static_cast<uint32_t>(at + Trim(command).size())};
        out.Report(map.At(part), "'{}' runs at {}, and no reason is recorded",
                   Printable(Trim(command)),
                   comment ? "a comment's word" : "the press of a button")
            .Help("{}", comment ? "ask for a reason in the command, and keep it"
                                : "add a required input 'reason' to "
                                  "workflow_dispatch")
            .Related(*workflow.source, start->span, "started by hand here")
            .Anchor(job.id.text);
        return;
      }
    }
  }
}

}  // namespace

extern constexpr Rule kDestructiveWithoutReason = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
