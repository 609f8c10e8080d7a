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
    .id = "credentials-uploaded",
    .summary =
        "The token of a checkout goes into an artifact that others may read",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "8.0",
    .tags = "github-actions security",
    .peers = "zizmor:artipacked octoscan:dangerous-artefact",
    .docs = R"(## What it does
Reports uploads of the whole workspace (`path: .`, `${{ github.workspace }}`,
`**`) after a checkout that keeps its credentials, where the upload takes
hidden files along: upload-artifact before v4.4, or with `include-hidden-files:
true`. Checkout v6 and later keeps the token outside of the workspace and is
left alone.

## Why is this bad?
actions/checkout writes the job's token into `.git/config`. Whoever may read
the artifact has it while the job still runs, and can push with it.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/upload-artifact@v3
        with:
          path: .
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/upload-artifact@v3
        with:
          path: .
```
)"};
static_assert(WellFormed(kInfo));

// The major version that a tag or the comment behind a commit names; 0 when
// neither says.
int MajorOf(const Body& body, const Uses& uses) {
  std::string_view text = uses.ref;
  if (IsCommit(text)) {
    text = CommentBehind(body.workflow != nullptr ? *body.workflow->document
                                                  : *body.action->document,
                         uses.text.span);
  }
  size_t at = text.find_first_of("0123456789");
  if (at == std::string_view::npos || at > 5) return 0;
  int major = 0;
  for (; at < text.size() && IsDigit(text[at]) && major < 1000; ++at) {
    major = major * 10 + (text[at] - '0');
  }
  return major;
}

bool IsWhole(std::string_view path) {
  for (std::string_view line : Split(path, '\n')) {
    line = Trim(line);
    if (line == "." || line == "./" || line == "*" || line == "**" ||
        line == "./**" || line == "**/*" || line == "${{ github.workspace }}" ||
        line == "${{github.workspace}}") {
      return true;
    }
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    const Step* checkout = nullptr;
    for (const Step& step : *body.steps) {
      if (UsesAction(step, "actions/checkout") && Given(step, "path").empty()) {
        bool kept =
            !EqualsIgnoringCase(Given(step, "persist-credentials"), "false");
        int major = MajorOf(body, step.uses);
        checkout = kept && major > 0 && major < 6 ? &step : nullptr;
      }
      if (checkout == nullptr || !UsesAction(step, "actions/upload-artifact")) {
        continue;
      }
      int major = MajorOf(body, step.uses);
      bool hidden = IsYes(Given(step, "include-hidden-files")) ||
                    (major > 0 && major < 4);
      if (!hidden || !IsWhole(Given(step, "path"))) continue;
      out.ReportIn(*body.source, step.with.Find("path")->value.span,
                   "the artifact takes .git/config along, with the token of "
                   "the checkout")
          .Help(
              "set persist-credentials: false at the checkout, or name what "
              "is needed")
          .Related(*body.source, checkout->uses.text.span,
                   "the token is kept by this checkout");
    }
  }
}

}  // namespace

extern constexpr Rule kCredentialsUploaded = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
