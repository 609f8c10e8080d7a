// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-workflow-unfit",
    .summary = "A ruleset requires a workflow that cannot run for it",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github rulesets required-workflows",
    .docs = R"(## What it does
Reports a ruleset that requires a workflow of this repository which has none of
the events pull_request, pull_request_target and merge_group, or which filters
paths or branches. A path that is not in this repository is taken to be in
another one, and is left alone.

## Why is this bad?
GitHub starts a required workflow for each pull request, and only through those
events. With a filter, or without the event, the run does not come and the merge
waits.

```yaml,bad,file=.github/workflows/ci.yml
on:
  push:
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "workflows",
      "parameters": {
        "workflows": [
          { "path": ".github/workflows/ci.yml", "repository_id": 1 }
        ]
      }
    }
  ]
}
```

```yaml,good,file=.github/workflows/ci.yml
on: [pull_request, merge_group]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,good,file=.github/rulesets/main.json
{
  "name": "main",
  "target": "branch",
  "enforcement": "active",
  "conditions": {
    "ref_name": { "include": ["~DEFAULT_BRANCH"], "exclude": [] }
  },
  "rules": [
    {
      "type": "workflows",
      "parameters": {
        "workflows": [
          { "path": ".github/workflows/ci.yml", "repository_id": 1 }
        ]
      }
    }
  ]
}
```
)"};
static_assert(WellFormed(kInfo));

// Why the workflow does not run for each pull request, or "".
std::string WhyUnfit(const workflow::Workflow& workflow) {
  bool runs = false;
  for (std::string_view event :
       {"pull_request", "pull_request_target", "merge_group"}) {
    const workflow::Trigger* trigger = workflow.FindTrigger(event);
    if (trigger == nullptr) continue;
    runs = true;
    bool filtered = trigger->paths.present || trigger->paths_ignore.present;
    if (filtered) return fmt::format("it filters the paths of {}", event);
  }
  return runs ? "" : "it runs neither on pull_request nor on merge_group";
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  Ground ground = GroundOf(ctx);
  for (const Node* rule : protection.rules) {
    const Node* type = rule->Find("type");
    const Node* parameters = rule->Find("parameters");
    bool workflows =
        type != nullptr && type->text == "workflows" && parameters != nullptr;
    const Node* list = workflows ? parameters->Find("workflows") : nullptr;
    if (list == nullptr) continue;
    for (const Node* item : list->items) {
      const Node* path = item->Find("path");
      if (path == nullptr) continue;
      const workflow::Workflow* found = ground.workflows.Find(path->text);
      if (found == nullptr) continue;
      std::string why = WhyUnfit(*found);
      if (why.empty()) continue;
      out.Report(path->span, "required workflow '{}' does not always run: {}",
                 Printable(path->text), why)
          .Help("run it on pull_request and merge_group without filters")
          .Anchor(path->text)
          .Related(*found->source, found->on_span, "its events");
    }
  }
}

}  // namespace

extern constexpr Rule kRequiredWorkflowUnfit = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
