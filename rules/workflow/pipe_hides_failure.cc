// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/scripts.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "pipe-hides-failure",
    .summary = "A gate's failure is lost in a pipe",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .fix = FixKind::kNone,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-workflow-pipefail actionlint:shellcheck",
    .docs = R"(## What it does
Reports checks and deployments whose output goes into `tee` and the like in a
script that runs without `pipefail`.

## Why is this bad?
Without `shell:` GitHub runs `bash -e`, which looks only at the last command of
a pipe: `make test | tee log` succeeds when the tests fail. With `shell: bash`
it runs `bash -eo pipefail`.

```yaml,bad
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make test | tee test.log
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make test | tee test.log
        shell: bash
```
)"};
static_assert(WellFormed(kInfo));

// What only looks at the text, and succeeds whatever it is.
constexpr std::string_view kPassing[] = {"tee", "cat", "tail", "ts", "less",
                                         "sed", "awk", "tr",   "xz", "gzip"};
constexpr std::string_view kGates[] = {
    "make", "npm",    "pnpm",  "yarn",      "go",   "cargo",    "pytest",
    "mvn",  "gradle", "tox",   "terraform", "helm", "conftest", "trivy",
    "psql", "dotnet", "bazel", "phpunit",   "jest", "ctest"};

// Words that say that only something is looked up.
constexpr std::string_view kLookUps[] = {
    "list", "show", "version",  "env", "--version", "output",
    "view", "get",  "template", "-V",  "ls"};

bool IsGate(const shell::Command& command) {
  size_t first = 0;
  std::string_view name = shell::CommandName(command, &first);
  bool known = std::ranges::find(kGates, name) != std::end(kGates) ||
               name.starts_with("./");
  if (!known) return false;
  for (size_t i = first + 1; i < command.words.size() && i < first + 3; ++i) {
    std::string_view word = command.words[i].sketch;
    if (std::ranges::find(kLookUps, word) != std::end(kLookUps)) return false;
  }
  return command.words.size() > first + 1 || name.starts_with("./");
}

bool SetsPipefail(const RunScript& run) {
  std::string_view text = run.step->run.text;
  return run.pipefail || text.find("pipefail") != std::string_view::npos ||
         text.find("PIPESTATUS") != std::string_view::npos;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        const auto& pipe = site.pipeline->commands;
        bool first = site.place == 0 && pipe.size() > 1;
        if (!first || site.excused || site.in_substitution ||
            site.in_function || !IsGate(*site.command)) {
          continue;
        }
        std::string_view last = shell::CommandName(pipe.back());
        if (std::ranges::find(kPassing, last) == std::end(kPassing)) continue;
        if (SetsPipefail(run)) break;
        std::string_view text = run.text->script.text;
        out.ReportIn(*body.source, run.Place(site.command->span),
                     "when '{}' fails, '{}' still succeeds, and so does the "
                     "step",
                     Printable(site.command->span.In(text).substr(0, 60)), last)
            .Help(
                "state 'shell: bash', which runs with pipefail, or begin "
                "with 'set -o pipefail'")
            .Anchor(site.command->span.In(text).substr(0, 80));
      }
    }
  }
}

}  // namespace

extern constexpr Rule kPipeHidesFailure = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
