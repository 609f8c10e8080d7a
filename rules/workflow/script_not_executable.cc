// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>

#include "analyzers/project/project.h"
#include "analyzers/workflow/file_uses.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "script-not-executable",
    .summary = "A script is run by its path but lacks the executable bit",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports scripts that a `run` starts by their path (`./x.sh`) and that git holds
without the executable bit. `bash x.sh` does not need the bit, and a `chmod`
before the call gives it. The mode is that of git's index; git is not run.

## Why is this bad?
The step fails with "Permission denied" (exit 126). On the author's machine the
bit may be there: with `core.fileMode` off, or on Windows, git does not record
it.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./gate.sh
```

```sh,bad,file=gate.sh
exit 1
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: bash gate.sh
```

```sh,good,file=gate.sh
exit 1
```

## How to fix it
`git update-index --chmod=+x gate.sh`, or `git add --chmod=+x` for a new file.

## When the facts are not known
Without an index of git the bits on the disk count; where neither is known,
nothing is said.
)"};
static_assert(WellFormed(kInfo));

void Examine(const Project& project, const Context&, Sink& out) {
  std::set<std::pair<std::string_view, std::string>> seen;
  for (const FileUse& use : project.workflows->file_uses) {
    const Body& body = *use.body;
    // Windows has no such bit.
    bool windows = body.job != nullptr &&
                   StartsWithIgnoringCase(body.job->runs_on.text, "windows");
    if (windows || use.kind != FileUseKind::kRun || use.made_executable ||
        use.maybe_made || project.ModeOf(use.path) != FileMode::kPlain) {
      continue;
    }
    // One bit is missing, however often the file is run.
    auto place =
        std::make_pair(std::string_view(body.source->path()), use.path);
    if (!seen.insert(place).second) continue;
    std::string path = Printable(use.path);
    out.ReportIn(*body.source, use.run->Place(use.word),
                 "'{}' is run by its path but is not executable in git", path)
        .Help("git update-index --chmod=+x '{}', or run it with its shell",
              path)
        .Anchor(use.path);
  }
}

}  // namespace

extern constexpr Rule kScriptNotExecutable = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
