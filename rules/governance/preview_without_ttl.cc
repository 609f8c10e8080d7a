// SPDX-License-Identifier: Apache-2.0
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

constexpr std::string_view kCreates[] = {"kubectl create namespace",
                                         "kubectl create ns"};
constexpr std::string_view kEnds[] = {"ttl", "expire", "janitor",
                                      "delete-after", "reap"};

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kScript) return;
  std::string_view text = file.source->text();
  bool preview = text.find("pr-$") != std::string_view::npos ||
                 text.find("preview-$") != std::string_view::npos;
  if (!preview) return;
  std::string lower = AsciiLower(text);
  for (std::string_view end : kEnds) {
    if (lower.find(end) != std::string::npos) return;
  }
  for (std::string_view create : kCreates) {
    size_t at = text.find(create);
    if (at == std::string_view::npos) continue;
    auto begin = static_cast<uint32_t>(at);
    out.Report({begin, begin + static_cast<uint32_t>(create.size())},
               "the namespace that `{}` makes has no time to live", create)
        .Help("label it with the day on which it may be removed");
    return;
  }
}

}  // namespace

extern constexpr Rule kPreviewWithoutTtl = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
