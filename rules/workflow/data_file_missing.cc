// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/file_uses.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "data-file-missing",
    .summary =
        "A script reads a file with yq or jq that the repository does not have",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports files that a `run` hands to `yq` or `jq` and that are not in the
repository, unless a command before it may have made them.

## Why is this bad?
The command fails, or inside `$(...)` gives nothing while the script goes on: a
list of canary steps, of required documents or of environments is then empty,
and a loop over it checks nothing.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: for s in $(yq '.steps[]' ci/release.yml); do ./roll.sh "$s"; done
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: for s in $(yq '.steps[]' ci/release.yml); do ./roll.sh "$s"; done
```

```yaml,good,file=ci/release.yml
steps: [5, 50, 100]
```
)"};
static_assert(WellFormed(kInfo));

void Examine(const Project& project, const Context&, Sink& out) {
  for (const FileUse& use : project.workflows->file_uses) {
    const Workflow* workflow = use.body->workflow;
    if (use.kind != FileUseKind::kRead || use.maybe_made ||
        project.Exists(use.path) ||
        (workflow != nullptr && workflow->OnlyCalled())) {
      continue;
    }
    // Builds and other tools leave their results behind.
    std::string folder(DirName(use.path));
    bool known = folder.empty() || project.Exists(folder);
    if (use.after_others && (!known || folder.empty())) continue;
    out.ReportIn(*use.body->source, use.run->Place(use.word),
                 "'{}' is read here but is not in the repository",
                 Printable(use.path))
        .Help("add the file, or name the one that is meant")
        .Anchor(use.path);
  }
}

}  // namespace

extern constexpr Rule kDataFileMissing = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
