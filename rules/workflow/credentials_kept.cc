// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "analyzers/workflow/yaml_edit.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "credentials-kept",
    .summary = "A checkout leaves the job's token to all steps that follow",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions security",
    .peers =
        "zizmor:artipacked "
        "ghalint:checkout_persist_credentials_should_be_false",
    .docs = R"(## What it does
Reports `actions/checkout` without `persist-credentials: false` in jobs that do
not push or fetch with git afterwards.

## Why is this bad?
Any later step, and any tool that it runs, finds the token and can push with
it, if the job's permissions allow it.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - run: make
```

## How to fix it
The fix adds the line. It is unsafe because a tool that the job runs may use
git on its own, to fetch submodules for instance.
)"};
static_assert(WellFormed(kInfo));

bool NeedsGit(const Step& step) {
  std::string_view run = step.run.text;
  for (std::string_view word :
       {"git push", "git fetch", "git pull", "git submodule", "git lfs",
        "semantic-release", "changeset", "goreleaser", "lerna"}) {
    if (run.find(word) != std::string_view::npos) return true;
  }
  std::string_view action = step.uses.repository;
  for (std::string_view word :
       {"push", "commit", "release", "pages", "create-pull-request", "lfs"}) {
    if (action.find(word) != std::string_view::npos) return true;
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (std::ranges::any_of(*body.steps, NeedsGit)) continue;
    for (const Step& step : *body.steps) {
      if (!UsesAction(step, "actions/checkout") ||
          step.with.Find("persist-credentials") != nullptr) {
        continue;
      }
      auto report = out.ReportIn(
          *body.source, step.uses.text.span,
          "the token of this checkout stays with all steps that follow");
      report.Help("add 'persist-credentials: false' below 'with'");
      const Node* with = step.node->Find("with");
      std::optional<Edit> edit;
      if (with != nullptr) {
        edit = AddMember(*body.source, *with, "persist-credentials", {"false"});
      } else {
        edit = AddMemberBefore(*body.source, *step.node, "uses", "with",
                               {"\npersist-credentials: false"});
      }
      if (!edit) continue;
      report.With({"do not keep the token", FixKind::kUnsafe, {*edit}, {}});
    }
  }
}

}  // namespace

extern constexpr Rule kCredentialsKept = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
