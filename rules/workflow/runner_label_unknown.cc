// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr OptionInfo kOptions[] = {
    {"known-labels", OptionType::kStringList, "[]",
     "labels of your own runners that look like GitHub's"},
};

constexpr RuleInfo kInfo{
    .id = "runner-label-unknown",
    .summary = "A label looks like one of GitHub's runners and is none",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:runner-label octoscan:runner-label",
    .options = kOptions,
    .docs = R"(## What it does
Reports labels of the form of GitHub's own (`ubuntu-`, `windows-`, `macos-` and
a version, or a slip in `latest`) that GitHub does not have. Labels of one's
own runners are free and not judged; they belong into the option `known-labels`
where they look like GitHub's.

## Why is this bad?
The job waits for a runner until it is cancelled a day later, and the required
check with it.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-lastest
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

void CheckLabels(const InputFile& file, const Context& context, Sink& out) {
  std::vector<std::string> known = context.options.Strings("known-labels");
  ReportProblems(ProblemKind::kRunnerLabel, file, context, out,
                 [&](const Problem& problem) {
                   return std::ranges::find(known, problem.anchor) ==
                          known.end();
                 });
}

}  // namespace

extern constexpr Rule kRunnerLabelUnknown = On<InputFile, CheckLabels>(kInfo);

}  // namespace interlock::workflow
