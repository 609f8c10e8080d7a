// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "rules/protection/owners.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "code-owners-file-missing",
    .summary = "Approval of code owners is required, but there are none",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection reviews codeowners",
    .docs = R"(## What it does
Reports protections that require the approval of code owners in a repository
without a `CODEOWNERS` file in `.github/`, at the root or in `docs/`.
Protections that may be for another repository are left alone.

## Why is this bad?
GitHub asks the owners of the files that a change touches. With no file there
are no owners, so the requirement is met by everybody and protects nothing.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: true
        require_code_owner_reviews: true
        require_last_push_approval: true
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
```

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_review_count: 1
        dismiss_stale_reviews: true
        require_code_owner_reviews: true
        require_last_push_approval: true
      restrictions: null
      required_linear_history: true
      required_conversation_resolution: true
      required_signatures: true
```

```text,good,file=.github/CODEOWNERS
* @acme/orders
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  const Setting& owners = protection.At(Property::kCodeOwners);
  bool asked = protection.Gates() && owners.on.value_or(false);
  if (!asked || protection.maybe_elsewhere) return;
  if (!OwnersFile(ctx.project).empty()) return;
  if (ctx.project.workflows->workflows.empty()) return;  // kept elsewhere
  // One finding says it for all branches of a file.
  for (const Protection& other : ctx.project.protections->protections) {
    if (&other == &protection) break;
    bool told = other.source == protection.source && other.Gates() &&
                other.At(Property::kCodeOwners).on.value_or(false);
    if (told) return;
  }
  out.Report(owners.node->span,
             "approval of code owners is required, but there is no CODEOWNERS "
             "file")
      .Help("add .github/CODEOWNERS with an owner for each path that matters")
      .Anchor("code-owners");
}

}  // namespace

extern constexpr Rule kCodeOwnersFileMissing = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
