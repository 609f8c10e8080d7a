// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "unique-constraint-builds-index",
    .summary = "A key constraint builds its index under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock index constraint",
    .peers =
        "squawk:disallowed-unique-constraint eugene:E7 atlas:PG104 "
        "atlas:PG105 migrationpilot:MP027 strong_migrations:add_index",
    .docs = R"(
## What it does

Reports `ADD CONSTRAINT ... UNIQUE`, `PRIMARY KEY` and `EXCLUDE` on a table
that was there before, unless the constraint takes over an index that exists.

## Why is this bad?

The server builds the index while it holds ACCESS EXCLUSIVE: nobody reads or
writes the table until it is done. `CREATE INDEX` alone would at least let
readers in.

```sql,bad
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
```

```sql,good
CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
ALTER TABLE customers
  ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
```

## How to do it

1. Build a unique index CONCURRENTLY, in a migration outside of a transaction.
2. For a primary key, make its columns NOT NULL first: proved by a validated
   CHECK that costs nothing.
3. `ADD CONSTRAINT ... USING INDEX`: instant.

An exclusion constraint has no concurrent way; plan a window for it.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddConstraint& op, const Context& context, Sink& out) {
  ConstraintKind kind = op.constraint.kind;
  bool exclude = kind == ConstraintKind::kExclude;
  bool key =
      kind == ConstraintKind::kUnique || kind == ConstraintKind::kPrimaryKey;
  if (!exclude && !key) return;
  if (!op.constraint.using_index().empty()) return;
  const Moment& m = *context.moment;
  if (m.IsNew(op.table)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr && table->persistence == Persistence::kTemporary) return;
  auto finding = out.Report(
      op.span, "its index is built on {} with all access shut", op.table.name);
  if (table == nullptr || table->assumed) finding.Sure(Confidence::kMedium);
  if (exclude) {
    finding.Help("there is no concurrent way: plan a window for it");
  } else {
    finding.Help(
        "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... "
        "USING INDEX");
  }
}

}  // namespace

extern constexpr Rule kUniqueConstraintBuildsIndex =
    On<AddConstraint, Check>(kInfo);

}  // namespace interlock::sql
