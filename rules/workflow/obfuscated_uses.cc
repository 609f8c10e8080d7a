// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "obfuscated-uses",
    .summary = "What a step uses is written so that it is hard to recognise",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers = "zizmor:obfuscation",
    .docs = R"(## What it does
Reports `uses` of other repositories with `..`, `.` or empty parts in the path.

## Why is this bad?
Reviewers, allow-lists and update bots compare the text.
`actions/checkout/.@v4` slips past all of them and runs all the same.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout/x/..@v4
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
```
)"};
static_assert(WellFormed(kInfo));

void Judge(const Body& body, const Uses& uses, Sink& out) {
  if (uses.kind != UsesKind::kRemote) return;
  std::string_view text = Trim(uses.text.text);
  std::string_view where = text.substr(0, text.find('@'));
  for (std::string_view part : Split(where, '/')) {
    if (!part.empty() && part != "." && part != "..") continue;
    out.ReportIn(*body.source, uses.text.span,
                 "'{}' names what it uses in a roundabout way", Printable(text))
        .Help("write it plainly: owner/name/path@ref")
        .Anchor(text);
    return;
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.job != nullptr) Judge(body, body.job->uses, out);
    for (const Step& step : *body.steps) Judge(body, step.uses, out);
  }
}

}  // namespace

extern constexpr Rule kObfuscatedUses = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
