// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzers/governance/shell_files.h"
#include "analyzers/project/project.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "deploy-tag-floating",
    .summary = "A release is deployed or signed under a tag that moves",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "supply-chain release",
    .docs = R"(
## What it does
Looks at the commands of workflows that deploy, push or sign an image (helm,
kubectl, docker push and build --push, cosign sign) and reports those that name
it by `latest` alone. A push that gives other tags as well is left alone, and
so is one in a job that pushes another tag too: `latest` beside a version is
how images are published.

## Why is this bad?
What was tested on stage as `latest` is another image when production pulls it
an hour later, and the signature of `latest` says nothing about it. A rollback
to `latest` goes nowhere.

```yaml,bad,file=.github/workflows/deploy.yml
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade orders chart --set image.tag=latest
```

```yaml,good,file=.github/workflows/deploy.yml
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade orders chart --set image.tag="$VERSION"
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPrograms[] = {"helm", "kubectl", "cosign", "docker",
                                          "podman"};

bool Deploys(std::string_view name,
             const std::vector<std::string_view>& words) {
  auto has = [&](std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  };
  if (name == "helm") return has("upgrade") || has("install");
  if (name == "kubectl") return has("image");
  if (name == "cosign") return has("sign");
  if (name != "docker" && name != "podman") return false;
  return words.size() > 0 && (words[0] == "push" || has("--push"));
}

bool IsFloating(std::string_view word) {
  return word.ends_with(":latest") || word.ends_with("image.tag=latest") ||
         word.ends_with("image.tag=main");
}

// A tag beside it, so that there is a name that stays.
bool IsFixed(std::string_view word) {
  size_t colon = word.rfind(':');
  return colon != std::string_view::npos && !IsFloating(word) &&
         word.find('/') != std::string_view::npos &&
         word.find("//") == std::string_view::npos;
}

bool Pushes(std::string_view name, const std::vector<std::string_view>& words) {
  return (name == "docker" || name == "podman") && !words.empty() &&
         (words[0] == "push" || words[0] == "build" || words[0] == "buildx");
}

bool HasFixedTag(std::string_view word) {
  size_t colon = word.rfind(':');
  return colon != word.npos && colon + 1 < word.size() && !IsFloating(word) &&
         word.find("//") == word.npos;
}

// Whether a job pushes an image under a tag that stays.
bool PushesFixed(const workflow::Body& body) {
  for (const workflow::RunScript& run : body.scripts) {
    if (run.text == nullptr) continue;
    for (const shell::Site& site : run.text->sites) {
      auto words = ArgumentsOf(*site.command);
      if (Pushes(shell::CommandName(*site.command), words) &&
          std::ranges::any_of(words, HasFixedTag)) {
        return true;
      }
    }
  }
  return false;
}

void Look(const workflow::Body& body, const workflow::RunScript& run,
          const shell::Command& command, Sink& out) {
  std::string_view name = shell::CommandName(command);
  if (std::ranges::find(kPrograms, name) == std::end(kPrograms)) return;
  auto words = ArgumentsOf(command);
  if (!Deploys(name, words) || std::ranges::any_of(words, IsFixed)) return;
  for (const shell::Word& word : command.words) {
    std::string_view text = word.sketch;
    if (!IsFloating(text)) continue;
    // `latest` beside a version is how images are published.
    if (Pushes(name, words) && PushesFixed(body)) return;
    out.ReportIn(*body.source, run.Place(command.words.front().span),
                 "'{}' is another image tomorrow", Printable(text))
        .Help("name the version, or better the digest");
    return;
  }
}

void Check(const Project& project, const Context&, Sink& out) {
  for (const workflow::Body& body : project.workflows->bodies) {
    for (const workflow::RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        Look(body, run, *site.command, out);
      }
    }
  }
}

}  // namespace

extern constexpr Rule kDeployTagFloating = On<Project, Check>(kInfo);

}  // namespace interlock::governance
