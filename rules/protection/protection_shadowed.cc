// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "protection-shadowed",
    .summary = "Two classic protections are for one branch, and one is ignored",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection",
    .docs = R"(## What it does
Reports a classic protection for a branch that another classic protection names,
too: twice the same name, or a pattern beside the name itself. Rulesets add up
and are left alone.

## Why is this bad?
Of classic protections exactly one holds for a branch: the one that names it,
else the oldest pattern. The other looks like a second line of defence and is
none: its checks and reviews are not asked for.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
  - name: 'ma*'
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
  - name: 'release/*'
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```
)"};
static_assert(WellFormed(kInfo));

bool IsPattern(std::string_view name) {
  return name.find_first_of("*?[") != name.npos;
}

// The protection that holds instead, for the first of whose names it does.
const Protection* Stronger(const Protection& protection, const Ground& ground) {
  const std::string& name = protection.branches.front();
  for (const Protection& other : ground.protections.protections) {
    bool classic = other.form == Form::kClassic && !other.partial &&
                   !other.branches.empty() && &other != &protection &&
                   other.repository == protection.repository &&
                   other.source == protection.source;
    if (!classic) continue;
    const std::string& theirs = other.branches.front();
    bool twice = theirs == name && &other < &protection;
    bool covered =
        IsPattern(name) && !IsPattern(theirs) && GlobMatch(name, theirs);
    if (twice || covered) return &other;
  }
  return nullptr;
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  bool classic = protection.form == Form::kClassic && !protection.partial &&
                 !protection.branches.empty();
  if (!classic || protection.maybe_elsewhere) return;
  const Protection* other = Stronger(protection, GroundOf(ctx));
  if (other == nullptr) return;
  out.Report(protection.head,
             "this protection of '{}' does not hold for '{}': the one that "
             "names it does",
             Printable(protection.branches.front()),
             Printable(other->branches.front()))
      .Help("say everything in one of them, or use rulesets, which add up")
      .Anchor(protection.branches.front())
      .Related(*other->source, other->head, "this one holds");
}

}  // namespace

extern constexpr Rule kProtectionShadowed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
