// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "environment-refuses-ref",
    .summary = "An environment refuses every ref that its job can run on",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github environments deployment",
    .docs = R"(## What it does
Reports jobs of workflows that run for tags alone (`push` with `tags` and no
`branches`, or `release`) and name an environment whose files let only branches
deploy: protected branches, or patterns of which none is for tags. An
environment whose patterns are kept elsewhere is left alone.

## Why is this bad?
GitHub checks the ref of the run against the policy before the job starts. A tag
is no branch, so the deployment is refused at the moment of the release, after
everything before it has run.

```yaml,bad,file=.github/workflows/deploy.yml
on:
  push:
    tags: ['v*']
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
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
      custom_branch_policies: [main]
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```

```yaml,good,file=.github/workflows/deploy.yml
on:
  push:
    branches: [main]
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
      custom_branch_policies: [main]
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

// Whether the workflow only ever runs on a tag.
bool TagsAlone(const Workflow& workflow) {
  for (const Trigger& trigger : workflow.triggers) {
    bool tags = trigger.event == "release" ||
                (trigger.event == "push" && trigger.tags.present &&
                 !trigger.branches.present && !trigger.branches_ignore.present);
    if (!tags) return false;
  }
  return !workflow.triggers.empty();
}

// The policy that lets no tag in, when all that is known of the environment
// says so.
const protection::Protection* Refusing(
    std::string_view name, const protection::ProtectionSet& protections) {
  const protection::Protection* found = nullptr;
  bool patterns = false;
  for (const protection::Protection& one : protections.protections) {
    if (!one.IsEnvironment() || !EqualsIgnoringCase(one.name, name)) continue;
    if (one.maybe_elsewhere) return nullptr;
    for (const protection::RefPattern& pattern : one.patterns) {
      if (pattern.tag) return nullptr;
      patterns = true;
    }
    bool limits = one.refs == protection::RefPolicy::kProtected ||
                  one.refs == protection::RefPolicy::kCustom;
    if (limits && one.refs_node != nullptr) found = &one;
  }
  bool known = found != nullptr &&
               (found->refs == protection::RefPolicy::kProtected || patterns);
  return known ? found : nullptr;
}

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  if (!TagsAlone(workflow)) return;
  for (const Job& job : workflow.jobs) {
    const Text& name = job.environment;
    bool literal = name.stated() && name.text.find("${{") == name.text.npos;
    if (!literal) continue;
    const auto* policy = Refusing(name.text, *ctx.project.protections);
    if (policy == nullptr) continue;
    out.Report(name.span,
               "environment '{}' refuses this job: it runs on tags, and only "
               "branches may deploy",
               Printable(name.text))
        .Help("add a pattern of type tag to the environment's policies")
        .Anchor(name.text)
        .Related(*policy->source, policy->refs_node->span, "the policy");
  }
}

}  // namespace

extern constexpr Rule kEnvironmentRefusesRef = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
