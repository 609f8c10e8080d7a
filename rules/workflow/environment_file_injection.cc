// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/taint.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-file-injection",
    .summary =
        "Text that others write goes into the environment of later steps",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "8.5",
    .tags = "github-actions security injection",
    .peers = "zizmor:github-env octoscan:dangerous-write",
    .docs = R"(## What it does
Reports `echo "NAME=$TEXT" >> "$GITHUB_ENV"` and writes to `GITHUB_PATH` where
the text is the body of an issue, a comment, a commit message and the like.
Values of one line, such as a title or a branch, set no second variable: in
`GITHUB_ENV` they are left alone.

## Why is this bad?
Each line of the file sets a variable for all steps that follow. A comment of
two lines sets a second one: `LD_PRELOAD`, `NODE_OPTIONS` or `BASH_ENV` runs
code in the next step, with its secrets.

```yaml,bad
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: echo "BODY=$BODY" >> "$GITHUB_ENV"
        env:
          BODY: ${{ github.event.comment.body }}
```

```yaml,good
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: ./parse.sh
        env:
          BODY: ${{ github.event.comment.body }}
```
)"};
static_assert(WellFormed(kInfo));

bool MayHaveLines(std::string_view path) {
  return path.ends_with(".body") || path.ends_with(".message") ||
         path.starts_with("steps.") || path == "github.event";
}

void Examine(const Project& project, const Context&, Sink& out) {
  Taint taint(*project.workflows);
  for (const Body& body : project.workflows->bodies) {
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const RunnerWrite& write : taint.WritesOf(run, {&body, run.step})) {
        if (write.file == RunnerFile::kOutput || !write.tainted) continue;
        const Tainted& tainted = *write.tainted;
        if (tainted.author != Author::kAnybody) continue;
        bool path = write.file == RunnerFile::kPath;
        if (!path && !MayHaveLines(tainted.path)) continue;
        auto report = out.ReportIn(
            *body.source, run.Place(write.span),
            "'{}' goes into {} of all later steps, and anybody writes it",
            Printable(tainted.path), path ? "the PATH" : "the environment");
        report.Help("hand it to the step that needs it, in its env");
        for (const Hop& hop : tainted.hops) {
          report.Related(*hop.source, hop.span, hop.message);
        }
      }
    }
  }
}

}  // namespace

extern constexpr Rule kEnvironmentFileInjection = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
