// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-undefined",
    .summary = "A job names an environment that is defined nowhere",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github environments",
    .docs = R"(## What it does
Reports jobs whose `environment` is none of those that the repository's own
files define, in repositories that do define some. Names are compared without
case, as GitHub does. A name that is an expression is left alone. It is a note
when no defined name is near.

## Why is this bad?
GitHub creates an environment when a job first names it, with no reviewers, no
timer and no branch policy. A slip such as `production` for `prod` turns the
guarded deployment into an unguarded one, and nothing fails.

```yaml,bad,file=.github/workflows/deploy.yml
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: prodution
    steps:
      - run: make deploy
```

```yaml,bad,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: false}
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```

```yaml,good,file=.github/workflows/deploy.yml
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: make deploy
```

```yaml,good,file=.github/settings.yml
environments:
  - name: production
    wait_timer: 10
    prevent_self_review: true
    reviewers:
      - {type: Team, id: 4711}
    deployment_branch_policy:
      {protected_branches: true, custom_branch_policies: false}
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```
)"};
static_assert(WellFormed(kInfo));

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  std::vector<std::string_view> defined;
  for (const auto& one : ctx.project.protections->protections) {
    if (!one.IsEnvironment()) continue;
    if (one.name.empty() || one.maybe_elsewhere) return;
    defined.push_back(one.name);
  }
  if (defined.empty()) return;
  for (const Job& job : workflow.jobs) {
    const Text& name = job.environment;
    bool literal = name.stated() && name.text.find("${{") == name.text.npos;
    if (!literal) continue;
    bool known = false;
    for (std::string_view one : defined) {
      known = known || EqualsIgnoringCase(one, name.text);
    }
    if (known) continue;
    std::string_view near = Nearest(name.text, defined);
    auto report = out.Report(
        name.span, "environment '{}' is defined nowhere in this repository",
        Printable(name.text));
    report.Anchor(name.text);
    if (near.empty()) {
      report.Help("define it; GitHub creates it without any protection")
          .At(Severity::kNote);
    } else {
      report.Help("did you mean '{}'?", Printable(near));
    }
  }
}

}  // namespace

extern constexpr Rule kEnvironmentUndefined = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
