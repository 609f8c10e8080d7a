// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/compat.h"
#include "analyzers/sql/history.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "release-insert-misses-column",
    .summary =
        "An INSERT of the running release leaves out a column that is required "
        "by now",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers = "atlas:BC103 django-migration-linter:NOT_NULL",
    .docs = R"(
## What it does

Looks at each INSERT that the running release sends (`postgresql.queries` of the
config) and reports columns that it leaves out although they are NOT NULL and
have no default after the migrations.

## Why is this bad?

From the moment that the migration commits, each such INSERT of the release that
is still running fails with error 23502: it does not know of the column.

```yaml,bad,file=.interlock.yml
postgresql:
  queries: ["queries/*.sql"]
```

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,bad,file=db/migrations/002_state.sql
ALTER TABLE orders ADD COLUMN state text;
ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
```

```sql,bad,file=queries/orders.sql
INSERT INTO orders (id, total) VALUES ($1, $2);
```

```yaml,good,file=.interlock.yml
postgresql:
  queries: ["queries/*.sql"]
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
```

```sql,good,file=db/migrations/002_state.sql
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
```

```sql,good,file=queries/orders.sql
INSERT INTO orders (id, total) VALUES ($1, $2);
```

## How to do it

Give the column a default, at least until no release is running that leaves it
out. Then drop the default.

## When the facts are not known

Tables of which not every column is known are left alone. Where a trigger fills
the column, list the query under the rule's `exclude` then.
)"};
static_assert(WellFormed(kInfo));

// The history that knows most of what the queries name.
const History* HistoryOf(const SqlFile& file, const Project& project) {
  const History* best = nullptr;
  size_t most = 0;
  for (const auto& history : project.histories) {
    if (history->lone) continue;
    size_t known = RelationsKnown(file, *history);
    if (best != nullptr && known <= most) continue;
    best = history.get();
    most = known;
  }
  return best;
}

bool IsQueryFile(const SqlFile& file, const Project& project) {
  const auto& globs = project.settings.query_paths;
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return GlobMatch(glob, file.source->path());
  });
}

std::vector<QueryProblem> Problems(const SqlFile& file,
                                   const Project& project) {
  const History* history = HistoryOf(file, project);
  if (history == nullptr) return {};
  return ProblemsOf(file, *history, [&](std::string_view path) {
    const auto& added = project.merged.added;
    return std::ranges::any_of(
        added, [&](const std::string& one) { return one == path; });
  });
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (!IsQueryFile(file, context.project)) return;
  for (const QueryProblem& one : Problems(file, context.project)) {
    if (one.kind != QueryProblem::Kind::kUnfilled) continue;
    auto finding = out.Report(
        one.span, "this leaves out {}, which is required after the migrations",
        Printable(one.what));
    finding.Help("give the column a default while this release is running");
    if (one.cause != nullptr && one.cause_file != nullptr) {
      finding.Related(*one.cause_file->source, one.cause->span,
                      "by this migration");
    }
  }
}

}  // namespace

extern constexpr Rule kReleaseInsertMissesColumn = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
