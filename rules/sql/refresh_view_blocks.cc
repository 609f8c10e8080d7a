// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "refresh-view-blocks",
    .summary =
        "REFRESH MATERIALIZED VIEW shuts its readers out while the query runs",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock",
    .peers =
        "pgfence:refresh-materialized-view "
        "pgls:requireConcurrentRefresh migrationpilot:MP033 "
        "diesel-guard:RefreshMatViewCheck pgrubic:US028 "
        "safe-migrate:refresh-materialized-view",
    .docs = R"(
## What it does

Reports `REFRESH MATERIALIZED VIEW` without CONCURRENTLY of a view that was
there before the migration. `WITH NO DATA` is reported as a warning: the view
cannot be read afterwards.

## Why is this bad?

ACCESS EXCLUSIVE on the view is held for as long as its query runs; each reader
waits. With CONCURRENTLY the lock is EXCLUSIVE, which lets readers through.
That needs a unique index over plain columns of the view, without WHERE.

```sql,bad
REFRESH MATERIALIZED VIEW totals;
```

```sql,good
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
```

A view that the same file creates has no readers yet:

```sql,good
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id WITH NO DATA;
REFRESH MATERIALIZED VIEW totals;
```

## How to do it

1. `CREATE UNIQUE INDEX CONCURRENTLY` on columns that tell the view's rows
   apart.
2. `REFRESH MATERIALIZED VIEW CONCURRENTLY`. It may run in a transaction, but
   takes longer than the plain form.
3. Better, refresh from a job, not from a migration.

## When the facts are not known

A view that the history does not create is taken for one in use; confidence is
then medium. The fix is offered only where a fitting unique index is known.
)"};
static_assert(WellFormed(kInfo));

bool HasUniqueIndex(const View& view, const Relation& relation) {
  bool found = false;
  view.EachIndex(relation, [&](const Relation& index) {
    if (index.index == nullptr || !index.index->unique) return;
    if (index.index->where.present()) return;
    found |= std::ranges::none_of(
        index.index->columns,
        [](const IndexColumn& key) { return key.column.empty(); });
  });
  return found;
}

void Check(const RefreshView& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (op.concurrently || !InUse(m, op.view)) return;
  const Relation* view = m.view.Find(op.view);
  if (!op.with_data) {
    auto finding =
        out.Report(op.span, "{} is emptied, and each query that reads it fails",
                   op.view.name);
    finding.At(Severity::kWarning).Help("refresh it with its data");
    ShowOrigin(finding, m.history, view);
    return;
  }
  auto finding = out.Report(
      op.span, "readers of {} wait until its query is done", op.view.name);
  ShowOrigin(finding, m.history, view);
  if (view != nullptr && HasUniqueIndex(m.view, *view) && !op.from_string) {
    finding.Help("use REFRESH MATERIALIZED VIEW CONCURRENTLY");
    finding.Insert("refresh concurrently", op.view.span.begin, "CONCURRENTLY ");
  } else {
    finding.Help(
        "create a unique index on its columns, then use REFRESH MATERIALIZED "
        "VIEW CONCURRENTLY");
  }
}

}  // namespace

extern constexpr Rule kRefreshViewBlocks = On<RefreshView, Check>(kInfo);

}  // namespace interlock::sql
