// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "local-target-missing",
    .summary = "A workflow uses a local action or workflow that does not exist",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:action actionlint:workflow-call",
    .docs = R"(## What it does
Reports `uses: ./path` of a step where the repository has no `action.yml`,
`action.yaml` or `Dockerfile`, and of a job where it has no such workflow.
Steps are left alone when the checkout lies elsewhere or an earlier step may
have brought the files.

## Why is this bad?
GitHub refuses the whole workflow when a called one is missing, and fails the
job when an action is: the gate, the deployment or the roll-back in it never
runs.

```yaml,bad,file=.github/workflows/ci.yml
on: push
jobs:
  deploy:
    uses: ./.github/workflows/absent.yml
```

```yaml,good,file=.github/workflows/ci.yml
on: push
jobs:
  deploy:
    uses: ./.github/workflows/deploy.yml
```

```yaml,good,file=.github/workflows/deploy.yml
on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

// Where the repository's files are for a step: the folder of its own
// checkout. False when something else may have put files in place.
bool KnowsTree(const Body& body, const Step& step, std::string& folder) {
  for (const Step& before : *body.steps) {
    if (&before == &step) return true;
    if (before.run.text.find("git clone") != std::string_view::npos ||
        before.run.text.find("git checkout") != std::string_view::npos) {
      return false;
    }
    if (!UsesAction(before, "actions/checkout")) continue;
    std::string_view path = Given(before, "path");
    bool own = Given(before, "repository").empty();
    if (path.find("${{") != std::string_view::npos) return false;
    if (!own && path.empty()) return false;
    if (own) folder = path.empty() ? "" : NormalPath(path);
    if (!own && step.uses.path.starts_with(NormalPath(path))) return false;
  }
  return true;
}

bool HasAction(const Project& project, const std::string& folder) {
  for (const char* name : {"action.yml", "action.yaml", "Dockerfile"}) {
    if (project.Exists(JoinPath(folder, name))) return true;
  }
  return false;
}

void CheckSteps(const Project& project, const Body& body, Sink& out) {
  for (const Step& step : *body.steps) {
    if (step.uses.kind != UsesKind::kLocal) continue;
    std::string path = step.uses.path;
    if (path.starts_with(".github/workflows/") || path.empty()) continue;
    std::string folder;
    if (!KnowsTree(body, step, folder)) continue;
    if (!folder.empty()) {
      if (!path.starts_with(folder + "/")) continue;
      path = path.substr(folder.size() + 1);
    }
    if (path == "." || HasAction(project, path)) continue;
    out.ReportIn(*body.source, step.uses.text.span,
                 "there is no action at '{}' in this repository",
                 Printable(path))
        .Help("add its action.yml, or correct the path")
        .Anchor(step.uses.text.text);
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    bool elsewhere = body.workflow != nullptr && body.workflow->OnlyCalled() &&
                     project.workflows->CallersOf(body).empty();
    if (!elsewhere) CheckSteps(project, body, out);
    if (body.job == nullptr || body.job->uses.kind != UsesKind::kLocal) {
      continue;
    }
    const Uses& uses = body.job->uses;
    if (uses.path.empty() || project.Exists(uses.path)) continue;
    out.ReportIn(*body.source, uses.text.span,
                 "job '{}' calls '{}', which does not exist",
                 Printable(body.job->id.text), Printable(uses.path))
        .Help("GitHub refuses to start the workflow: correct the path")
        .Anchor(uses.text.text);
  }
}

}  // namespace

extern constexpr Rule kLocalTargetMissing = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
