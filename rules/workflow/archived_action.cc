// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>

#include "analyzers/project/project.h"
#include "analyzers/workflow/advisories.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "archived-action",
    .summary = "An action is used that nobody maintains any more",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .tags = "github-actions security",
    .peers = "zizmor:archived-uses",
    .docs = R"(## What it does
Reports `uses` of actions whose repository its owner has archived, from a table
in interlock that has a date.

## Why is this bad?
Nobody mends its holes or follows changes of the runner: it stops working on
the day its runtime is removed, which is the day of a release.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/create-release@v1
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: gh release create "$GITHUB_REF_NAME"
```
)"};
static_assert(WellFormed(kInfo));

void Judge(const Body& body, const Uses& uses, Sink& out) {
  if (uses.kind != UsesKind::kRemote) return;
  for (std::string_view action : ArchivedActions()) {
    if (!EqualsIgnoringCase(uses.repository, action)) continue;
    out.ReportIn(*body.source, uses.text.span,
                 "'{}' is archived: nobody maintains it",
                 Printable(uses.repository))
        .Help("use what its page names instead, or the tool itself in a run")
        .Anchor(uses.text.text);
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  std::set<std::pair<const Source*, std::string_view>> seen;
  for (const Body& body : project.workflows->bodies) {
    for (const Step& step : *body.steps) {
      // Once per file is enough.
      bool fresh = seen.emplace(body.source, step.uses.repository).second;
      if (fresh) Judge(body, step.uses, out);
    }
  }
}

}  // namespace

extern constexpr Rule kArchivedAction = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
