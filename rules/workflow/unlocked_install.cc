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
    .id = "unlocked-install",
    .summary = "A publishing job installs tools in whatever version is newest",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .confidence = Confidence::kMedium,
    .security_severity = "4.0",
    .tags = "github-actions security",
    .peers = "zizmor:unpinned-tools ci-truth-serum:check-versionless-install",
    .docs = R"(## What it does
Reports `npm install -g name`, `npx name`, `pip install name` and the like
without a version, in jobs with secrets or a token that writes.

## Why is this bad?
A package's newest version is what its last publisher made of it. Worms that
spread through npm in 2025 lived on jobs that install the newest of something
and hold a token.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: npm install -g vercel && vercel deploy
        env:
          VERCEL_TOKEN: ${{ secrets.VERCEL_TOKEN }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: npm install -g vercel@41.4.1 && vercel deploy
        env:
          VERCEL_TOKEN: ${{ secrets.VERCEL_TOKEN }}
```
)"};
static_assert(WellFormed(kInfo));

struct Installer {
  std::string_view program;
  std::string_view verb;
  std::string_view version;  // what a stated version has in it
};
constexpr Installer kInstallers[] = {
    {"npm", "install", "@"},  {"npm", "i", "@"},
    {"pip", "install", "="},  {"pip3", "install", "="},
    {"pipx", "install", "="}, {"gem", "install", "-v"},
    {"go", "install", "@v"},  {"cargo", "install", "--version"}};

bool IsName(std::string_view word) {
  if (word.empty() || word.starts_with('-') || word.starts_with('.')) {
    return false;
  }
  return word.find_first_of("/*$\\") == std::string_view::npos ||
         word.starts_with('@');
}

// The first thing that is installed without a version; "" when there is none.
std::string Unlocked(const shell::Command& command) {
  size_t first = 0;
  std::string name = shell::CommandName(command, &first);
  for (const Installer& one : kInstallers) {
    if (one.program != name || command.words.size() < first + 3) continue;
    if (shell::SketchOf(command.words[first + 1], "*") != one.verb) continue;
    bool global = name != "npm";
    std::string found;
    for (size_t i = first + 2; i < command.words.size(); ++i) {
      std::string word = shell::SketchOf(command.words[i], "*");
      if (word == "-g" || word == "--global") global = true;
      // Files of versions, and projects of one's own.
      if (word == "-r" || word == "-e" || word == "--locked" || word == "-c" ||
          word.starts_with("--require") || word.starts_with("--constraint") ||
          word.starts_with(one.version)) {
        return "";
      }
      size_t at = word.find(one.version, 1);
      bool stated = at != std::string::npos && !word.ends_with("@latest");
      bool tool = word == "pip" || word == "setuptools" || word == "wheel" ||
                  word == "build";
      if (IsName(word) && !stated && !tool && found.empty()) found = word;
    }
    return global ? found : "";
  }
  return "";
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    bool worth =
        body.job != nullptr && IsWorthAttacking(*body.workflow, *body.job);
    if (!worth) continue;
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        std::string what = Unlocked(*site.command);
        if (what.empty()) continue;
        out.ReportIn(*body.source, run.Place(site.command->span),
                     "'{}' is installed in its newest version, in a job worth "
                     "attacking",
                     Printable(what))
            .Help("state a version, best with a lock file")
            .Anchor(what);
      }
    }
  }
}

}  // namespace

extern constexpr Rule kUnlockedInstall = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
