// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "reindex-not-concurrent",
    .summary = "REINDEX without CONCURRENTLY blocks writes until it is done",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock index",
    .peers =
        "squawk:require-concurrent-reindex pgfence:reindex-not-concurrent "
        "pgls:requireConcurrentReindex migrationpilot:MP021 pgrubic:US020 "
        "diesel-guard:ReindexCheck",
    .docs = R"(
## What it does

Reports `REINDEX` of an index, table, schema or database without
`CONCURRENTLY`, unless the table is new in the same file.

## Why is this bad?

The server takes SHARE on the table and ACCESS EXCLUSIVE on each index while it
builds it. Writes wait; and so does each query that would read the index, which
is every query that is planned, because planning looks at all indexes.

```sql,bad
REINDEX TABLE orders;
```

```sql,good
REINDEX TABLE CONCURRENTLY orders;
```

## How to do it

Use CONCURRENTLY, from PostgreSQL 12 on, outside of a transaction. A build that
fails leaves an index with the ending _ccnew behind: drop it before the next
try.

## When the facts are not known

An index or table that the history does not create is taken for one in use, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const Reindex& op, const Context& context, Sink& out) {
  if (op.concurrently || op.object == ObjectKind::kOther) return;
  const Moment& m = *context.moment;
  bool single =
      op.object == ObjectKind::kIndex || op.object == ObjectKind::kTable;
  const Relation* named = single ? m.view.Find(op.name) : nullptr;
  const Relation* table =
      named != nullptr && named->table != nullptr ? named->table : named;
  if (single && !(table == nullptr ? InUse(m, op.name) : InUse(m, table))) {
    return;
  }
  auto finding = out.Report(
      op.keyword, "building {} anew blocks writes until it is done",
      op.name.empty() ? std::string_view("all indexes") : op.name.name);
  if (single) {
    ShowOrigin(finding, m.history, table);
    if (table != nullptr) {
      finding.Sized(m.EstimateOf(Name{table->schema, table->name, op.name.span},
                                 Work::kIndexBuild));
    }
  }
  if (m.pg_version() < 12) {
    finding.Help(
        "create another index CONCURRENTLY and drop this one: REINDEX "
        "CONCURRENTLY needs PostgreSQL 12");
    return;
  }
  finding.Help("use REINDEX CONCURRENTLY, outside of a transaction");
  std::string slug = "reindex " + std::string(op.name.name);
  Outside wanted{.title = "build it concurrently",
                 .slug = slug,
                 .edits = {{m.file.source,
                            {op.keyword.end, op.keyword.end},
                            " CONCURRENTLY"}},
                 .object = op.name.name,
                 .undo = "-- Nothing to undo: the index is the same.\n"};
  auto fix = RunOutside(m, std::move(wanted));
  if (fix) finding.With(std::move(*fix));
}

}  // namespace

extern constexpr Rule kReindexNotConcurrent = On<Reindex, Check>(kInfo);

}  // namespace interlock::sql
