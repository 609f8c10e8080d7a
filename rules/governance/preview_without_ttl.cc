// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/shell_files.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "preview-without-ttl",
    .summary = "The namespace of a preview has no time to live",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kNote,
    .tags = "preview",
    .docs = R"(
## What it does
Reports shell scripts that create the namespace of a preview (`pr-...`) and put
no label or annotation on it that says when it may go: ttl, expires, janitor.

## Why is this bad?
The clean-up on closing misses pull requests that are never closed, runs that
fail, and forks. A label with an end lets a nightly job remove what is left.

```sh,bad,file=.ci/scripts/preview_deploy.sh
kubectl create namespace "pr-$1"
```

```sh,good,file=.ci/scripts/preview_deploy.sh
kubectl create namespace "pr-$1"
kubectl label namespace "pr-$1" "expires=$END"
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kEnds[] = {"ttl", "expire", "janitor",
                                      "delete-after", "reap"};

// Whether a word, a value or a here-document of the script satisfies `wanted`.
// Comments do not: what they say happens to nobody.
template <class Wanted>
bool Says(const ShellFile& shell, Wanted wanted) {
  auto is = [&](const shell::Word& word) { return wanted(word.sketch); };
  return std::ranges::any_of(shell.sites, [&](const shell::Site& site) {
    const shell::Command& command = *site.command;
    return std::ranges::any_of(command.words, is) ||
           std::ranges::any_of(command.assignments, is,
                               &shell::Assignment::value) ||
           std::ranges::any_of(command.redirects, [&](const auto& one) {
             return is(*one.target);
           });
  });
}

bool NamesPreview(std::string_view text) {
  return text.find("pr-*") != text.npos || text.find("preview-*") != text.npos;
}

bool NamesEnd(std::string_view text) {
  std::string lower = AsciiLower(text);
  return std::ranges::any_of(kEnds, [&](std::string_view end) {
    return lower.find(end) != lower.npos;
  });
}

bool CreatesNamespace(const shell::Command& command) {
  if (shell::CommandName(command) != "kubectl") return false;
  std::vector<std::string_view> words = ArgumentsOf(command);
  return words.size() > 2 && words[0] == "create" &&
         (words[1] == "namespace" || words[1] == "ns");
}

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kScript || !IsShellPath(file.path())) return;
  ShellFile shell(file.source->text());
  if (!Says(shell, NamesPreview) || Says(shell, NamesEnd)) return;
  for (const shell::Site& site : shell.sites) {
    if (!CreatesNamespace(*site.command)) continue;
    out.Report(
           site.command->span,
           "the namespace that `kubectl create namespace` makes has no time "
           "to live")
        .Help("label it with the day on which it may be removed");
    return;
  }
}

}  // namespace

extern constexpr Rule kPreviewWithoutTtl = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
