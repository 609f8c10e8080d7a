// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "app-token-unscoped",
    .summary = "A GitHub App's token reaches every repository of the owner",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers =
        "zizmor:github-app ghalint:github_app_should_limit_repositories "
        "ghalint:github_app_should_limit_permissions",
    .docs = R"(## What it does
Reports `actions/create-github-app-token` with `owner` but without
`repositories`, and tokens without any `permission-*` input (a note).

## Why is this bad?
With `owner` alone the token is good for every repository where the App is
installed, with all that the App may do. A step that leaks it leaks the whole
organisation's code.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/create-github-app-token@v2
        with:
          app-id: ${{ vars.APP_ID }}
          private-key: ${{ secrets.APP_KEY }}
          owner: acme
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/create-github-app-token@v2
        with:
          app-id: ${{ vars.APP_ID }}
          private-key: ${{ secrets.APP_KEY }}
          owner: acme
          repositories: orders
          permission-contents: read
```
)"};
static_assert(WellFormed(kInfo));

bool LimitsPermissions(const Step& step) {
  for (const Variable& one : step.with.all) {
    if (one.name.text.starts_with("permission-") ||
        one.name.text == "permissions") {
      return true;
    }
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    for (const Step& step : *body.steps) {
      bool app = UsesAction(step, "actions/create-github-app-token") ||
                 UsesAction(step, "tibdex/github-app-token");
      if (!app) continue;
      bool all =
          !Given(step, "owner").empty() && Given(step, "repositories").empty();
      if (!all && LimitsPermissions(step)) continue;
      auto report =
          out.ReportIn(*body.source, step.uses.text.span,
                       "the token of '{}' {}", Printable(step.uses.repository),
                       all ? "reaches every repository of the owner"
                           : "may do all that the App may do");
      report.Help("{}", all ? "name the repositories that it is for"
                            : "state what it is for: permission-contents: "
                              "read");
      report.Anchor(step.uses.text.text);
      if (!all) report.At(Severity::kNote);
    }
  }
}

}  // namespace

extern constexpr Rule kAppTokenUnscoped = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
