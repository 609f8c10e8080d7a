// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "type-change-rechecks-rows",
    .summary = "A change of type reads every row for a CHECK or foreign key",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock constraint",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` which rewrites nothing, but is followed by a
check of each row: a CHECK names the column, or a foreign key to or from it
compares in another way.

## Why is this bad?

The server makes the constraint anew for the new type and reads every row for
it, under ACCESS EXCLUSIVE: nobody reads or writes meanwhile. With a foreign key
the other table is read too, and nobody writes to it.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9) CHECK (code <> ''));
```

```sql,bad,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9));
```

```sql,good,file=db/migrations/002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
```

## How to do it

1. In one transaction drop the constraint, change the type, and add the
   constraint again NOT VALID: instant, and new rows are checked at once.
2. VALIDATE it in a later migration.

## When the facts are not known

A column whose old type is not known is judged by the rule column-type-rewrite.
)"};
static_assert(WellFormed(kInfo));

// The constraint that makes the server look; null when it is not known.
const ConstraintFact* Cause(const Relation& table, std::string_view column,
                            const Moment& m) {
  const ConstraintFact* cause = nullptr;
  m.view.EachConstraint(table, [&](const ConstraintFact& fact) {
    bool check = fact.def->kind == ConstraintKind::kCheck;
    bool key = fact.def->kind == ConstraintKind::kForeignKey;
    if (cause != nullptr || (!check && !key)) return;
    for (const Ident& used :
         check ? fact.def->check().columns() : fact.def->columns) {
      if (m.view.Renamed(table, used.text, fact.born) == column) cause = &fact;
    }
  });
  return cause;
}

void Check(const AlterColumnType& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kScan) return;
  const ConstraintFact* cause = item->relation == nullptr
                                    ? nullptr
                                    : Cause(*item->relation, op.column.text, m);
  std::string what = "a constraint";
  if (cause != nullptr && !cause->name.empty()) what = cause->name;
  auto finding = out.Report(
      op.span, "changing {} reads every row of {} for {}, with all access shut",
      op.column.text, op.table.name, what);
  Weigh(finding, m, *item);
  const Migration* from =
      cause == nullptr ? nullptr : m.history.MigrationAt(cause->born);
  if (from != nullptr && from->up != nullptr && !cause->def->span.empty()) {
    finding.Related(*from->up->source, cause->def->span,
                    "this is checked again");
  }
  finding.Help(
      "drop the constraint, change the type and add it again NOT VALID in one "
      "transaction; validate it later");
}

}  // namespace

extern constexpr Rule kTypeChangeRechecksRows =
    On<AlterColumnType, Check>(kInfo);

}  // namespace interlock::sql
