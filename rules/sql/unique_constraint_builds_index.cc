// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
that was there before, unless the constraint takes over an index that exists,
and `ADD COLUMN ... UNIQUE` or `PRIMARY KEY`.

## Why is this bad?

The server builds the index while it holds ACCESS EXCLUSIVE: nobody reads or
writes the table until it is done. `CREATE INDEX` alone would at least let
readers in.

```sql,bad
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
```

```sql,bad
ALTER TABLE customers ADD COLUMN phone text UNIQUE;
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

bool Spared(const Relation* table, const Name& name, const Moment& m) {
  bool temporary =
      table != nullptr && table->persistence == Persistence::kTemporary;
  return temporary || m.IsNew(name);
}

FindingBuilder Report(const Name& name, const Relation* table, const Moment& m,
                      Sink& out) {
  auto finding = out.Report(
      m.op.span, "its index is built on {} with all access shut", name.name);
  finding.Sized(m.EstimateOf(name, Work::kIndexBuild));
  if (table == nullptr || table->assumed) finding.Sure(Confidence::kMedium);
  return finding;
}

void CheckConstraint(const AddConstraint& op, const Moment& m, Sink& out) {
  ConstraintKind kind = op.constraint.kind;
  bool exclude = kind == ConstraintKind::kExclude;
  bool key =
      kind == ConstraintKind::kUnique || kind == ConstraintKind::kPrimaryKey;
  if (!exclude && !key) return;
  if (!op.constraint.using_index().empty()) return;
  const Relation* table = m.view.Find(op.table);
  if (Spared(table, op.table, m)) return;
  auto finding = Report(op.table, table, m, out);
  if (exclude) {
    finding.Help("there is no concurrent way: plan a window for it");
  } else {
    finding.Help(
        "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... "
        "USING INDEX");
  }
}

void CheckColumn(const AddColumn& op, const Moment& m, Sink& out) {
  if (op.column.constraints().empty() || m.FindsColumn(op)) return;
  const Relation* table = m.view.Find(op.table);
  if (Spared(table, op.table, m)) return;
  // A rewrite builds every index anyway, and is another rule's.
  auto items = m.effects().relations();
  if (items.empty() || items.front().fact != Fact::kAddColumnUnique) return;
  Report(op.table, table, m, out)
      .Help(
          "add the column without it, CREATE UNIQUE INDEX CONCURRENTLY, then "
          "ADD CONSTRAINT ... USING INDEX");
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool adds = std::ranges::any_of(file.ops, [](const Op* op) {
    return op->kind == OpKind::kAddConstraint || op->kind == OpKind::kAddColumn;
  });
  if (!adds) return;
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down) return;
  ForEachMoment(*at.history, *at.migration, [&](const Op& op, const Moment& m) {
    if (const auto* constraint = As<AddConstraint>(op)) {
      CheckConstraint(*constraint, m, out);
    } else if (const auto* column = As<AddColumn>(op)) {
      CheckColumn(*column, m, out);
    }
  });
}

}  // namespace

extern constexpr Rule kUniqueConstraintBuildsIndex = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
