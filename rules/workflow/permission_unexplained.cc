// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "permission-unexplained",
    .summary = "A right to write has no comment that says what it is for",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .persona = Persona::kAuditor,
    .tags = "github-actions security",
    .peers = "zizmor:undocumented-permissions",
    .docs = R"(## What it does
Reports scopes with `write` that have no comment on their line or on the line
before.

## Why is this bad?
When the step that needed it is gone, nobody dares to take the right away.

```yaml,bad
on: push
permissions:
  contents: write
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make release
```

```yaml,good
on: push
permissions:
  contents: write # tags the release
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make release
```
)"};
static_assert(WellFormed(kInfo));

bool Explained(const Workflow& workflow, const Variable& scope) {
  // What silences a finding explains nothing.
  auto explains = [](std::string_view comment) {
    return !comment.empty() && !comment.starts_with("interlock:");
  };
  if (explains(CommentBehind(*workflow.document, scope.value.span))) {
    return true;
  }
  std::string_view text = workflow.source->text();
  for (const TreeComment& comment : workflow.document->comments) {
    if (comment.span.begin > scope.name.span.begin) break;
    if (comment.span.end > scope.name.span.begin) continue;
    std::string_view between =
        text.substr(comment.span.end, scope.name.span.begin - comment.span.end);
    bool near = comment.own_line && Trim(between).empty() &&
                std::ranges::count(between, '\n') == 1;
    if (near && explains(Trim(comment.span.In(text).substr(1)))) return true;
  }
  return false;
}

void Look(const Workflow& workflow, const Permissions& permissions, Sink& out) {
  for (const Variable& scope : permissions.scopes) {
    if (scope.value.text != "write" || Explained(workflow, scope)) continue;
    out.Report(scope.name.span, "nothing says what '{}: write' is for",
               Printable(scope.name.text))
        .Help("say it in a comment behind it")
        .Anchor(scope.name.text);
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  Look(workflow, workflow.permissions, out);
  for (const Job& job : workflow.jobs) Look(workflow, job.permissions, out);
}

}  // namespace

extern constexpr Rule kPermissionUnexplained = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
