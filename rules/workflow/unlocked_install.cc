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
Reports `npm install name`, `pip install name` and the like without a version,
or with one that is open at its end (`latest`, `^2`, `>=2`), in jobs with
secrets or a token that writes. A stated version is enough, though what it
needs itself may be newer than yesterday. `npx` is left alone: it mostly runs
what a lock file names.

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
  std::string_view mark;         // stands between a name and its version
  std::string_view option = {};  // states the version of what it installs
};
constexpr Installer kInstallers[] = {
    {"npm", "install", "@"},   {"npm", "i", "@"},
    {"pip", "install", "=="},  {"pip3", "install", "=="},
    {"pipx", "install", "=="}, {"gem", "install", ":", "-v"},
    {"go", "install", "@"},    {"cargo", "install", "@"}};

// Options whose value is no package.
constexpr std::string_view kWithValue[] = {
    "-w",          "--workspace", "--prefix", "--omit",
    "--registry",  "--loglevel",  "-t",       "--target",
    "--index-url", "--features",  "--tag"};
constexpr std::string_view kArchives[] = {".tgz", ".gz", ".whl", ".gem"};

bool IsName(std::string_view word, const Installer& one) {
  if (word.empty() || word.starts_with('-') || word.starts_with('.')) {
    return false;
  }
  for (std::string_view end : kArchives) {
    if (word.ends_with(end)) return false;
  }
  // Commands of the module itself have no version.
  if (one.program == "go") return word.find('@') != std::string_view::npos;
  return word.find_first_of("/*$\\") == std::string_view::npos ||
         word.starts_with('@');
}

// "left-pad@1.3.0", but not "left-pad@latest" or "left-pad@^1".
bool StatesVersion(std::string_view word, std::string_view mark) {
  size_t at = word.find(mark, 1);
  if (at == std::string_view::npos) return false;
  std::string_view version = word.substr(at + mark.size());
  if (version == "*") return true;  // put together when it runs
  if (version.starts_with('v')) version.remove_prefix(1);
  return !version.empty() && IsDigit(version[0]) &&
         version.find_first_of("x*") == std::string_view::npos;
}

// Files of versions, and projects of one's own.
bool TakesVersions(std::string_view word, const Installer& one) {
  return word == "-r" || word == "-e" || word == "-c" || word == "--locked" ||
         word == "--path" || word == "--git" || word.starts_with("--version") ||
         word.starts_with("--require") || word.starts_with("--constraint") ||
         (!one.option.empty() && word.starts_with(one.option));
}

bool IsPackagingTool(std::string_view word) {
  return word == "pip" || word == "setuptools" || word == "wheel" ||
         word == "build";
}

// The first thing that is installed without a version; "" when there is none.
std::string Unlocked(const shell::Command& command) {
  size_t first = 0;
  std::string_view name = shell::CommandName(command, &first);
  for (const Installer& one : kInstallers) {
    if (one.program != name || command.words.size() < first + 3) continue;
    if (command.words[first + 1].sketch != one.verb) continue;
    std::string found;
    for (size_t i = first + 2; i < command.words.size(); ++i) {
      std::string_view word = command.words[i].sketch;
      if (TakesVersions(word, one)) return "";
      if (std::ranges::find(kWithValue, word) != std::end(kWithValue)) ++i;
      bool stated = StatesVersion(word, one.mark) || IsPackagingTool(word);
      if (IsName(word, one) && !stated && found.empty()) found = word;
    }
    return found;
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
