// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/advisories.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "vulnerable-action",
    .summary = "An action is used in a version with a known hole",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .security_severity = "8.0",
    .tags = "github-actions security",
    .peers =
        "zizmor:known-vulnerable-actions octoscan:known-vulnerability "
        "poutine:known_vulnerability_in_build_component",
    .docs = R"(## What it does
Reports `uses` of an action in a version for which an advisory is in the
bundled table. Of an action that is pinned to a commit, the version in the
comment counts.

## Why is this bad?
The holes are of the sort that this pack reports in workflows: a branch name
that becomes a command, an artifact that overwrites files, a release that
somebody replaced to print secrets.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: tj-actions/changed-files@v40
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: tj-actions/changed-files@v46.0.5
```

## When the facts are not known
The table has a date, and newer advisories are not in it. `v4` may mean any
4.x: it is reported only when all of them have the hole.
`tools/action_advisories` makes the table from a copy of the advisories.
)"};
static_assert(WellFormed(kInfo));

void Judge(const Body& body, const Uses& uses, Sink& out) {
  if (uses.kind != UsesKind::kRemote) return;
  std::string name = AsciiLower(uses.repository);
  std::string_view version = uses.ref;
  if (IsCommit(version)) {
    version = CommentBehind(body.workflow != nullptr ? *body.workflow->document
                                                     : *body.action->document,
                            uses.text.span);
    version = version.substr(0, version.find_first_of(" \t"));
    for (std::string_view lead : {"tag=", "pin@"}) {
      if (version.starts_with(lead)) version.remove_prefix(lead.size());
    }
  }
  const Advisory* last = nullptr;
  for (const Advisory& one : Advisories()) {
    if (one.action == name && LiesIn(one, version)) last = &one;
  }
  if (last == nullptr) return;
  out.ReportIn(*body.source, uses.text.span, "'{}' {} has a known hole: {}",
               Printable(uses.repository), Printable(version), last->id)
      .Help("use {} or later, pinned to its commit", last->fixed)
      .Anchor(uses.text.text);
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.job != nullptr) Judge(body, body.job->uses, out);
    for (const Step& step : *body.steps) Judge(body, step.uses, out);
  }
}

}  // namespace

extern constexpr Rule kVulnerableAction = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
