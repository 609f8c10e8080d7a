// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "default-branch-unprotected",
    .summary = "No protection in the repository covers the default branch",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github branch-protection rulesets",
    .peers =
        "scorecard:branchesAreProtected "
        "legitify:default_branch_protection",
    .docs = R"(## What it does
Reports the first protection of a repository whose protections all name
branches, but none the default branch. That branch is the one that
`default_branch` in interlock's config says; while it says nothing, names such
as `main`, `master` and `trunk` all count. Protections that do not name a
branch, or may be for another repository, keep this rule silent.

## Why is this bad?
After a branch is renamed its old protection stays behind, and everything looks
protected in the settings while the branch that is released takes any push.

```yaml,bad,file=.github/settings.yml
branches:
  - name: release
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```

```yaml,good,file=.github/settings.yml
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

bool Covers(const Protection& protection, const ProjectSettings& settings) {
  if (protection.branches.empty()) return true;  // it does not say
  auto matches = [&](std::string_view branch) {
    for (const std::string& name : protection.branches) {
      if (name.starts_with("~") || GlobMatch(name, branch)) return true;
    }
    return false;
  };
  if (settings.default_branch_stated) return matches(settings.default_branch);
  for (std::string_view usual :
       {"main", "master", "trunk", "develop", "dev", "next", "default"}) {
    if (matches(usual)) return true;
  }
  return matches(settings.default_branch);
}

void Check(const Project& project, const Context& ctx, Sink& out) {
  Ground ground = GroundOf(ctx);
  const Protection* first = nullptr;
  for (const Protection& one : ground.protections.protections) {
    if (one.maybe_elsewhere) return;
    if (!one.Gates()) continue;
    if (Covers(one, project.settings)) return;
    if (first == nullptr) first = &one;
  }
  if (first == nullptr || ground.protections.many_repositories) return;
  out.ReportIn(*first->source, first->head,
               "{} is protected here, but no protection covers the default "
               "branch '{}'",
               BranchText(*first), Printable(project.settings.default_branch))
      .Help("protect ~DEFAULT_BRANCH, or set default_branch in .interlock.yml")
      .Anchor("default-branch");
}

}  // namespace

extern constexpr Rule kDefaultBranchUnprotected = On<Project, Check>(kInfo);

}  // namespace interlock::protection
