// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analyzers/protection/past.h"
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-renamed",
    .summary = "A job was required, and nothing requires its new name",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection required-checks",
    .docs = R"(## What it does
With `--since`, compares the names of checks and the protections in the
repository with what was merged. Reports a job whose check was required then,
reports under another name now, and whose new name no protection asks for, while
the old requirement is gone as well.

Where the old name is still required,
[required-check-not-produced](required-check-not-produced.md) says that it was
renamed, and this rule is silent. It is silent, too, when no protection is left
in the repository, when some are for other repositories, and when only the run
decides the new name.

## Why is this bad?
Renaming a required job needs two changes: of the workflow and of the
protection. Pull requests hang while only the first is made, and the quickest
way out is to drop the requirement. The job still runs and may still turn red,
but nothing waits for it any more.

```yaml,bad,file=.github/workflows/ci.yml
on: pull_request
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
  test: {name: Unit tests, runs-on: ubuntu-latest, steps: [{run: make test}]}
```

```yaml,bad,file=MERGED/.github/workflows/ci.yml
on: pull_request
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
  test: {runs-on: ubuntu-latest, steps: [{run: make test}]}
```

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [lint]}
```

```yaml,bad,file=MERGED/.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [lint, test]}
```

```yaml,good,file=.github/workflows/ci.yml
on: pull_request
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
  test: {name: Unit tests, runs-on: ubuntu-latest, steps: [{run: make test}]}
```

```yaml,good,file=MERGED/.github/workflows/ci.yml
on: pull_request
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
  test: {runs-on: ubuntu-latest, steps: [{run: make test}]}
```

```yaml,good,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [lint, Unit tests]}
```

```yaml,good,file=MERGED/.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [lint, test]}
```

## How to fix it
Require the new name. `interlock diff --since main` prints the names that pull
requests gain, lose and get under another name.
)"};
static_assert(WellFormed(kInfo));

// The protection to name: the first that gates. Null when what is required is
// not known for certain.
const Protection* Gate(const ProtectionSet& set) {
  const Protection* first = nullptr;
  if (set.many_repositories) return nullptr;
  for (const Protection& one : set.protections) {
    if (!one.Gates()) continue;
    if (one.more_contexts || one.maybe_elsewhere) return nullptr;
    if (first == nullptr) first = &one;
  }
  return first;
}

// Whether some name of the job is asked for, or may be.
bool StillRequired(const Difference::Renamed& renamed,
                   const ProtectionSet& now) {
  if (Requires(now, renamed.from.name)) return true;
  return std::ranges::any_of(renamed.to, [&](const NamedCheck& one) {
    return !one.check->name.exact() || Requires(now, one.name);
  });
}

void Check(const Project& project, const Context& ctx, Sink& out) {
  const Past* past = ctx.project.verdicts->past();
  if (past == nullptr) return;
  const ProtectionSet& now = *project.protections;
  const Protection* gate = Gate(now);
  if (gate == nullptr || past->protections.many_repositories) return;
  std::set<const workflow::Job*> seen;
  for (const Difference::Renamed& renamed : past->difference.renamed) {
    if (!Requires(past->protections, renamed.from.name)) continue;
    if (StillRequired(renamed, now)) continue;
    const NamedCheck& to = renamed.to.front();
    const workflow::CheckLevel& level = to.check->levels.front();
    if (!seen.insert(level.job).second) continue;
    out.ReportIn(*level.workflow->source, level.job->id.span,
                 "this job was required as '{}' before this change, and no "
                 "protection requires '{}'",
                 Printable(renamed.from.name), Printable(to.name))
        .Anchor(renamed.from.name)
        .Help("require '{}' in {}", Printable(to.name),
              Printable(gate->source->path()))
        .Related(*gate->source, gate->head, "this is what is required now");
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckRenamed = On<Project, Check>(kInfo);

}  // namespace interlock::protection
