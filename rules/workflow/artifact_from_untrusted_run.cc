// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "artifact-from-untrusted-run",
    .summary =
        "What a pull request's run left behind is used with secrets at hand",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "7.5",
    .tags = "github-actions security",
    .peers = "octoscan:dangerous-action",
    .docs = R"(## What it does
Reports downloads of another run's artifacts in workflows started by
`workflow_run`, unpacked into the workspace itself, when a later step runs
something from it.

## Why is this bad?
The other run may be one of a fork's pull request, whose author chose every
byte of the artifact. Unpacked over the checkout, it replaces scripts that the
next step runs with the repository's secrets.

```yaml,bad
on:
  workflow_run:
    workflows: [CI]
    types: [completed]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with:
          run-id: ${{ github.event.workflow_run.id }}
      - run: ./publish.sh
```

```yaml,good
on:
  workflow_run:
    workflows: [CI]
    types: [completed]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with:
          run-id: ${{ github.event.workflow_run.id }}
          path: ${{ runner.temp }}/result
      - run: ./publish.sh "$RUNNER_TEMP/result"
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kDownloads[] = {"dawidd6/action-download-artifact",
                                           "actions/download-artifact"};

bool DownloadsOther(const Step& step) {
  if (UsesAction(step, kDownloads[0])) return true;
  return UsesAction(step, kDownloads[1]) && !Given(step, "run-id").empty();
}

bool IntoWorkspace(const Step& step) {
  std::string_view path = Given(step, "path");
  return path.empty() || path == "." || path == "./" ||
         path == "${{ github.workspace }}";
}

// A job that asks where the run came from.
bool AsksWhence(const Job& job) {
  for (std::string_view sign :
       {"workflow_run.event", "head_repository", "head_branch =="}) {
    if (job.condition.text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

bool RunsFiles(const RunScript& run) {
  if (run.text == nullptr) return true;
  for (const shell::Site& site : run.text->sites) {
    std::string_view name = shell::CommandName(*site.command);
    for (std::string_view tool : {"make", "npm", "yarn", "pnpm", "node",
                                  "python", "python3", "bash", "sh"}) {
      if (name == tool) return true;
    }
    if (name.starts_with("./")) return true;
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.workflow == nullptr || AsksWhence(*body.job)) continue;
    const Trigger* trigger = body.workflow->FindTrigger("workflow_run");
    if (trigger == nullptr) continue;
    const Step* download = nullptr;
    for (const Step& step : *body.steps) {
      if (download == nullptr) {
        if (DownloadsOther(step) && IntoWorkspace(step)) download = &step;
        continue;
      }
      const RunScript* run = body.ScriptOf(step);
      bool runs = (run != nullptr && RunsFiles(*run)) ||
                  step.uses.kind == UsesKind::kLocal;
      if (!runs) continue;
      out.ReportIn(*body.source, download->uses.text.span,
                   "files of another run are unpacked over the workspace, and "
                   "a later step runs something from it: {}",
                   Printable(download->uses.repository))
          .Help(
              "unpack into a folder outside: path: ${{{{ runner.temp "
              "}}}}/name, and treat it as data")
          .Related(*body.source, step.span, "runs files of the workspace")
          .Anchor(body.job->id.text);
      break;
    }
  }
}

}  // namespace

extern constexpr Rule kArtifactFromUntrustedRun = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
