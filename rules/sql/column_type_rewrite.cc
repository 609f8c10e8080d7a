// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "analyzers/sql/reversibility.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "column-type-rewrite",
    .summary = "A change of type rewrites the table under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers =
        "squawk:changing-column-type eugene:E5 atlas:PG301 "
        "migrationpilot:MP007 strong_migrations:change_column "
        "pgfence:alter-column-type",
    .docs = R"(
## What it does

Reports `ALTER COLUMN ... TYPE` where the server must write every row anew. It
knows the old type from the history, so that
changes which cost nothing stay silent: a longer or unbounded varchar, varchar
to text, a numeric of more digits and the same scale, timestamp to timestamptz
in a session whose time zone is UTC.

## Why is this bad?

A rewrite copies the table and builds each of its indexes again while it holds
ACCESS EXCLUSIVE: nobody reads or writes until it is done, and the disk must
hold both copies.

```sql,bad
ALTER TABLE orders ALTER COLUMN total_cents TYPE bigint;
```

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, code varchar(20));
ALTER TABLE parcels ALTER COLUMN code TYPE varchar(40);
```

## How to do it

1. Add a column of the new type.
2. Let a trigger, or the application, write both.
3. Fill the old rows in batches.
4. Read from the new column; drop the old one in a later release.

## When the facts are not known

Without the old type the change is taken for a rewrite, with low confidence
where the new type is one that is often only wider (varchar, text, numeric),
else medium.
)"};
static_assert(WellFormed(kInfo));

bool OftenWider(std::string_view type) {
  return type == "varchar" || type == "text" || type == "numeric";
}

// Long: one message for each of two kinds of knowledge.
void Check(const AlterColumnType& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kRewrite) return;
  const Relation* table = item->relation;
  std::optional<Column> column;
  if (table != nullptr) column = m.view.FindColumn(*table, op.column.text);
  bool typed = column && column->type != nullptr;
  auto finding =
      typed ? out.Report(
                  op.span,
                  "changing {} from {} to {} rewrites {}, with all access shut",
                  op.column.text, Spelled(*column->type), Spelled(op.type),
                  op.table.name)
            : out.Report(op.span,
                         "changing {} to {} rewrites {}, with all access shut, "
                         "unless the old type was {}",
                         op.column.text, Spelled(op.type), op.table.name,
                         op.type.modifier_count() > 0
                             ? "a narrower " + std::string(op.type.name())
                             : "stored the same way");
  finding.Sized(m.EstimateOf(op.table));
  if (item->assumed) {
    finding.Sure(OftenWider(op.type.name()) ? Confidence::kLow
                                            : Confidence::kMedium);
  }
  if (typed && column->typed != kBeforeAll) {
    const Migration* from = m.history.MigrationAt(column->typed);
    bool elsewhere = from != nullptr && from->up != nullptr;
    if (elsewhere && !column->type->span.empty()) {
      finding.Related(*from->up->source, column->type->span,
                      "it got its type here");
    }
  }
  finding.Help(
      "add a column of the new type, write both, fill the old rows in batches, "
      "then switch");
}

}  // namespace

extern constexpr Rule kColumnTypeRewrite = On<AlterColumnType, Check>(kInfo);

}  // namespace interlock::sql
