// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-deployment-missing",
    .summary = "A ruleset waits for a deployment that no job makes",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .tags = "github rulesets environments",
    .docs = R"(## What it does
Reports environments of a rule `required_deployments` that no job of any
workflow names. Silent while a name is an expression or a workflow of another
repository is called, and for rulesets that may be for another repository.

## Why is this bad?
The merge waits until the commit was deployed to that environment. When no job
does it, the merge waits for ever, unless something outside of the repository
deploys.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - run: make deploy
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
      "type": "required_deployments",
      "parameters": {
        "required_deployment_environments": [
          "stage"
        ]
      }
    }
  ]
}
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - run: make deploy
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
      "type": "required_deployments",
      "parameters": {
        "required_deployment_environments": [
          "staging"
        ]
      }
    }
  ]
}
```
)"};
static_assert(WellFormed(kInfo));

// Whether every environment that jobs deploy to is known by name.
bool AllNamesKnown(const workflow::WorkflowSet& set) {
  for (const workflow::Workflow& one : set.workflows) {
    if (one.truncated || !one.document->ok()) return false;
    for (const workflow::Job& job : one.jobs) {
      bool dynamic = job.environment.text.find("${{") != std::string::npos;
      bool elsewhere =
          job.calls() && job.uses.kind != workflow::UsesKind::kLocal;
      if (dynamic || elsewhere) return false;
    }
  }
  return !set.workflows.empty();
}

bool Deployed(const workflow::WorkflowSet& set, std::string_view name) {
  for (const workflow::Workflow& one : set.workflows) {
    for (const workflow::Job& job : one.jobs) {
      if (EqualsIgnoringCase(job.environment.text, name)) return true;
    }
  }
  return false;
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates() || protection.maybe_elsewhere) return;
  if (protection.deployments.empty()) return;
  Ground ground = GroundOf(ctx);
  if (!AllNamesKnown(ground.workflows)) return;
  for (const Node* node : protection.deployments) {
    if (Deployed(ground.workflows, node->text)) continue;
    out.Report(node->span, "no job deploys to '{}', and merges wait for it",
               Printable(node->text))
        .Help("name the environment in the job that deploys to it")
        .Anchor(node->text);
  }
}

}  // namespace

extern constexpr Rule kRequiredDeploymentMissing = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
