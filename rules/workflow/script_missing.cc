// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/file_uses.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "script-missing",
    .summary = "A workflow runs a script that the repository does not have",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports scripts that a `run` names by path (`./x.sh`, `bash ci/x.sh`, `node
scripts/x.js`, `source x.sh`) and that are not in the repository. The working
directory, a `cd` before it and the path of the checkout are respected. Left
alone are scripts that an earlier command may have made or fetched, folders
that a build makes, and anything after a checkout of something else.

## Why is this bad?
The step fails with "No such file or directory" (exit 127), often months later,
because release workflows are run rarely and edited without being run. A gate
whose script is missing blocks every release, or is soon made optional.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./ci/gate.sh
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make gate
```

## When the facts are not known
Paths with variables, steps without a checkout before them, and workflows that
only other repositories call are not judged. After steps that may build or
fetch files, only paths in folders that the repository has are reported.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kMadeByBuilds[] = {
    "dist",   "build",  "out",     "target",    "node_modules", "vendor",
    "_build", "bin",    ".venv",   "venv",      "tmp",          "coverage",
    "lib",    "public", "release", "artifacts", "Debug",        "Release"};

bool IsMadeByBuilds(std::string_view path) {
  auto parts = Split(DirName(path), '/');
  for (std::string_view part : parts) {
    if (std::ranges::find(kMadeByBuilds, part) != std::end(kMadeByBuilds)) {
      return true;
    }
  }
  return false;
}

// Whose checkout it is depends on who calls.
bool OnlyCalledFromOutside(const Project& project, const Body& body) {
  return body.workflow != nullptr && body.workflow->OnlyCalled() &&
         project.workflows->CallersOf(body).empty();
}

bool MayExist(const Project& project, const FileUse& use) {
  if (project.Exists(use.path) || use.maybe_made) return true;
  // Compiled from what stands beside it.
  std::string stem = use.path.substr(0, use.path.rfind('.'));
  if (Extension(use.path).ends_with("js") &&
      (project.Exists(stem + ".ts") || project.Exists(stem + ".mts"))) {
    return true;
  }
  std::string folder(DirName(use.path));
  bool known = folder.empty() || project.Exists(folder);
  if (!known && project.Exists(".gitmodules")) return true;
  if (!use.after_others) return false;
  return !known || IsMadeByBuilds(use.path) || Extension(use.path).empty();
}

// The repository's paths by the names of their files. Most repositories miss
// no script, so it is sorted when the first one is.
class PathsByName {
 public:
  explicit PathsByName(const std::vector<std::string>& paths) : paths_(paths) {}

  // The only path with the name of this one; "" when there are none or more.
  std::string_view OnlyOneNamed(std::string_view path) {
    if (sorted_.empty()) {
      sorted_.assign(paths_.begin(), paths_.end());
      std::ranges::stable_sort(sorted_, {}, BaseName);
    }
    auto near = std::ranges::equal_range(sorted_, BaseName(path), {}, BaseName);
    return near.size() == 1 ? near.front() : std::string_view();
  }

 private:
  const std::vector<std::string>& paths_;
  std::vector<std::string_view> sorted_;
};

void Examine(const Project& project, const Context&, Sink& out) {
  PathsByName paths(project.paths);
  for (const FileUse& use : project.workflows->file_uses) {
    if (use.kind == FileUseKind::kRead || MayExist(project, use) ||
        OnlyCalledFromOutside(project, *use.body)) {
      continue;
    }
    auto report = out.ReportIn(*use.body->source, use.run->Place(use.word),
                               "the script '{}' is not in the repository",
                               Printable(use.path));
    std::string_view near = paths.OnlyOneNamed(use.path);
    if (!near.empty()) {
      report.Help("did you mean '{}'?", Printable(near));
    } else {
      report.Help("add the script, or remove the step that runs it");
    }
    report.Anchor(use.path);
  }
}

}  // namespace

extern constexpr Rule kScriptMissing = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
