// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-ambiguous",
    .summary = "Two jobs report one required check on the same pull request",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
Reports required contexts that two jobs report on each pull request: jobs of
the same name in two workflows, or combinations of one matrix whose name does
not tell them apart. Jobs that run under a condition, and workflows that divide
the paths between them, are left alone.

## Why is this bad?
GitHub compares names only. Of two checks with one name, either can satisfy the
requirement, so the fast one that passes can stand in for the slow one that
failed.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```yaml,bad,file=.github/workflows/docs.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test-docs
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["test"] },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
```

```yaml,good,file=.github/workflows/docs.yml
on: pull_request
jobs:
  docs:
    runs-on: ubuntu-latest
    steps:
      - run: make test-docs
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["test", "docs"] },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

using workflow::State;

// Surely reports on each pull request, and is not decided by a condition.
bool AlwaysRuns(const workflow::Check& check, const workflow::Branch& branch) {
  bool conditional =
      std::ranges::any_of(check.levels, [](const workflow::CheckLevel& level) {
        return level.job->condition.present();
      });
  return !conditional && check.form == workflow::CheckForm::kJob &&
         OnPullRequest(check, branch).state == State::kRuns;
}

void ReportTwo(const RequiredContext& context, const workflow::Check& first,
               const workflow::Check& second, Sink& out) {
  const workflow::CheckLevel& one = first.levels.back();
  const workflow::CheckLevel& two = second.levels.back();
  std::string which =
      one.job == two.job
          ? "by several combinations of one matrix"
          : fmt::format(
                "by job '{}' of {} and by job '{}' of {}",
                Printable(one.job->id.text), Printable(one.workflow->path()),
                Printable(two.job->id.text), Printable(two.workflow->path()));
  auto report = out.Report(context.span(),
                           "required check '{}' is reported twice on each pull "
                           "request: {}",
                           Printable(context.name), which);
  report.Help("give each job a name of its own and require both")
      .Anchor(context.name)
      .Related(*one.workflow->source, one.job->id.span, "reports it");
  if (one.job != two.job) {
    report.Related(*two.workflow->source, two.job->id.span,
                   "reports it as well");
  }
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  if (!protection.Gates()) return;
  Ground ground = GroundOf(ctx);
  auto branches = BranchesOf(protection, ground.default_branch);
  for (const RequiredContext& context : protection.contexts) {
    const Verdict& verdict = VerdictOf(context, ctx);
    if (verdict.outcome != Outcome::kOk) continue;
    const workflow::Check* first = nullptr;
    for (const workflow::Check* check : verdict.checks) {
      if (!AlwaysRuns(*check, branches.front())) continue;
      if (first != nullptr) {
        ReportTwo(context, *first, *check, out);
        break;
      }
      first = check;
    }
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckAmbiguous = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
