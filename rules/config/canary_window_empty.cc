// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min_secs", OptionType::kInt, "30", "The shortest window that tells"},
};

constexpr RuleInfo kInfo{.id = "canary-window-empty",
                         .summary = "A canary step is not watched",
                         .since = "0.1.0",
                         .category = Category::kConfig,
                         .severity = Severity::kError,
                         .options = kOptions,
                         .docs = R"(
## What it does
Reports `canary.window_secs` of `release.yml` that is zero or less, and one that
is below `min_secs`.

## Why is this bad?
A step whose window is empty is judged before its first request has come in. The
canary then walks to 100 per cent whatever the new release does.

```yaml,bad,file=.ci/config/release.yml
canary:
  steps: [5, 100]
  window_secs: 0
```

```yaml,good,file=.ci/config/release.yml
canary:
  steps: [5, 100]
  window_secs: 300
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context& ctx, Sink& out) {
  int64_t least = ctx.options.Int("min_secs");
  for (const ConfigFile& file : project.configs->files()) {
    if (file.sort != Sort::kRelease) continue;
    const Node* window = file.At("canary.window_secs");
    auto seconds = NumberOf(window);
    if (!seconds || *seconds >= static_cast<double>(least)) continue;
    bool empty = *seconds <= 0;
    out.ReportIn(*file.source, window->span,
                 "canary steps are watched for {} seconds", window->text)
        .At(empty ? Severity::kError : Severity::kWarning)
        .Help("metrics are scraped every 15 to 60 seconds: 300 is usual");
  }
}

}  // namespace

extern constexpr Rule kCanaryWindowEmpty = On<Project, Check>(kInfo);

}  // namespace interlock::config
