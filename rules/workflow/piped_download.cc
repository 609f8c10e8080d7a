// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/scripts.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "piped-download",
    .summary = "A script from the network is run without being looked at",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers = "poutine:unverified_script_exec zizmor:adhoc-packages",
    .docs = R"(## What it does
Reports `curl ... | sh` and `bash <(curl ...)`. In a job with secrets or a
token that writes it is a warning. Addresses that name a commit or a version
are left alone.

## Why is this bad?
Whoever holds the server, or the domain after it expired, runs what they like
in the job. In April 2021 Codecov's uploader was changed in this way, and sent
the environments of thousands of jobs to the attackers for two months.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: curl -sSf https://get.example.com | sh
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: |
          curl -sSfo tool.tar.gz https://get.example.com/tool-1.2.3.tar.gz
          echo "$TOOL_SHA256  tool.tar.gz" | sha256sum --check
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kShells[] = {"sh",   "bash", "zsh",    "dash",
                                        "node", "perl", "python", "python3"};

bool IsShell(std::string_view name) {
  return std::ranges::find(kShells, BaseName(name)) != std::end(kShells);
}

bool Downloads(const shell::Command& command) {
  std::string_view name = shell::CommandName(command);
  if (name != "curl" && name != "wget") return false;
  bool pinned = std::ranges::any_of(command.words, [](const auto& word) {
    std::string_view text = word.sketch;
    for (std::string_view part : Split(text, '/')) {
      bool version = part.size() > 1 && IsDigit(part[part[0] == 'v']) &&
                     part.find('.') != std::string_view::npos &&
                     part.find("..") == std::string_view::npos;
      if (IsCommit(part) || version) return true;
    }
    return false;
  });
  return !pinned;
}

// What is run: the command after the pipe, or the one around `<(...)`.
const shell::Command* RunBy(const RunScript& run, const shell::Site& site) {
  const auto& pipe = site.pipeline->commands;
  if (site.place == 0 && pipe.size() > 1 && Downloads(*site.command)) {
    for (size_t i = 1; i < pipe.size(); ++i) {
      bool reads = pipe[i].words.size() < 2 || pipe[i].words[1].sketch != "-c";
      if (IsShell(shell::CommandName(pipe[i])) && reads) return &pipe[i];
    }
  }
  std::string_view name = shell::CommandName(*site.command);
  if (!IsShell(name) && name != "source" && name != "." && name != "eval") {
    return nullptr;
  }
  for (const shell::Word& word : site.command->words) {
    for (const shell::Part& part : word.parts) {
      bool inside = part.kind == shell::PartKind::kProcess ||
                    part.kind == shell::PartKind::kCommand;
      if (!inside || part.list == shell::kNoList) continue;
      for (const shell::Item& item : run.text->script.at(part.list).items) {
        if (item.pipeline.commands.size() == 1 &&
            Downloads(item.pipeline.commands[0])) {
          return site.command;
        }
      }
    }
  }
  return nullptr;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    bool worth =
        body.job != nullptr && IsWorthAttacking(*body.workflow, *body.job);
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        const shell::Command* what = RunBy(run, site);
        if (what == nullptr) continue;
        Span span = site.command->span.Cover(what->span);
        auto report = out.ReportIn(
            *body.source, run.Place(span), "'{}' runs what a server sends",
            Printable(span.In(run.text->script.text).substr(0, 70)));
        report.Help("download a stated version and compare its checksum");
        report.Anchor(span.In(run.text->script.text).substr(0, 80));
        if (worth) report.At(Severity::kWarning);
      }
    }
  }
}

}  // namespace

extern constexpr Rule kPipedDownload = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
