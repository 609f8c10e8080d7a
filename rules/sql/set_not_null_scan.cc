// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-not-null-scan",
    .summary = "SET NOT NULL reads the whole table under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock constraint",
    .peers =
        "squawk:adding-not-nullable-field eugene:E2 atlas:PG303 "
        "migrationpilot:MP002 strong_migrations:change_column_null",
    .docs = R"(
## What it does

Reports `SET NOT NULL` on a column of a table that was there before, unless a
validated CHECK proves that the column holds no null, or the column is NOT NULL
already.

## Why is this bad?

The server reads every row to make sure, and holds ACCESS EXCLUSIVE meanwhile:
nobody reads or writes the table. From PostgreSQL 12 on it skips that when a
valid CHECK constraint already says the same.

```sql,bad
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
```

```sql,good
ALTER TABLE orders
  ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_note_set;
```

## How to do it

1. Add `CHECK (column IS NOT NULL) NOT VALID`.
2. Validate it in a later migration: that stops neither reads nor writes.
3. `SET NOT NULL`, now instant, and drop the CHECK in a separate statement: in
   the same ALTER TABLE the check would be dropped first and prove nothing.

## When the facts are not known

A column whose constraints the history does not show is reported with medium
confidence. A CHECK that is only NOT VALID proves nothing.
)"};
static_assert(WellFormed(kInfo));

// Another action of the same ALTER TABLE that takes the proof away, or gives
// it too late: its actions run in an order of their own.
bool SameStatement(const Moment& m, Time time) {
  const Statement& statement = m.statement();
  Time first = m.migration.TimeOf(statement.first_op);
  return time >= first && time < first + statement.op_count;
}

void Check(const SetNotNull& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (m.IsNew(op.table)) return;
  const Relation* table = m.view.Find(op.table);
  bool spoiled = false;
  if (table != nullptr) {
    if (table->persistence == Persistence::kTemporary) return;
    if (m.view.IsNotNull(*table, op.column.text) == Answer::kYes) return;
    const ConstraintFact* proof = m.view.ProofOfNotNull(*table, op.column.text);
    if (proof != nullptr && m.pg_version() >= 12) {
      spoiled =
          SameStatement(m, proof->died) || SameStatement(m, proof->validated);
      if (!spoiled) return;
    }
  }
  auto finding = out.Report(
      op.span, "every row of {} is read for nulls in {}, with all access shut",
      op.table.name, op.column.text);
  finding.Sized(m.EstimateOf(op.table, Work::kScan));
  if (table == nullptr || !table->complete || !m.view.Trusts(*table)) {
    finding.Sure(Confidence::kMedium);
  }
  if (spoiled) {
    finding.Help(
        "do it in a statement of its own: the CHECK that proves it is "
        "validated or dropped in this one, and counts for nothing");
  } else {
    finding.Help(
        "add CHECK ({} IS NOT NULL) NOT VALID, validate it in a later "
        "migration, then SET NOT NULL costs nothing",
        op.column.text);
  }
}

}  // namespace

extern constexpr Rule kSetNotNullScan = On<SetNotNull, Check>(kInfo);

}  // namespace interlock::sql
