// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/compat.h"
#include "analyzers/sql/history.h"
#include "core/text.h"
#include "rules/sql/pack.h"
#include "rules/sql/release_queries.h"

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

void Check(const SqlFile& file, const Context& context, Sink& out) {
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
