// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "volatile-default-rewrite",
    .summary = "A new column whose values must be computed for each row",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .peers =
        "squawk:adding-field-with-default eugene:E10 eugene:E11 "
        "atlas:PG302 migrationpilot:MP003 migrationpilot:MP015 "
        "strong_migrations:add_column_default_callable",
    .docs = R"(
## What it does

Reports `ADD COLUMN` where each row needs a value of its own at once: a default
that calls a volatile function, serial, an identity, a stored generated column,
a domain with constraints.

## Why is this bad?

The server writes the whole table and all its indexes anew while it holds
ACCESS EXCLUSIVE: nobody reads or writes until it is done.

A constant default costs nothing from PostgreSQL 11 on, and so does a stable
one such as `now()`: it is computed once.

```sql,bad
ALTER TABLE orders ADD COLUMN tracking_id uuid DEFAULT gen_random_uuid();
```

```sql,good
ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now();
```

```sql,bad
ALTER TABLE orders ADD COLUMN seq bigserial;
```

A table that the same file creates holds no rows:

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels ADD COLUMN code uuid DEFAULT gen_random_uuid();
```

## How to do it

1. Add the column without a default.
2. `ALTER COLUMN ... SET DEFAULT`: new rows get it.
3. Fill the old rows in batches, outside of the migration.

## When the facts are not known

A function that neither the server's own list nor the history knows may be
volatile: the finding is then of low confidence. A type that is not known is
taken for a plain one.
)"};
static_assert(WellFormed(kInfo));

std::string_view CauseOf(Fact fact) {
  switch (fact) {
    case Fact::kAddColumnSerial:
      return "a serial column";
    case Fact::kAddColumnIdentity:
      return "an identity column";
    case Fact::kAddColumnStored:
      return "a stored generated column";
    case Fact::kAddColumnDomain:
      return "a domain with constraints";
    default:
      return "a volatile default";
  }
}

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (m.IsNew(op.table)) return;
  const Effects& effects = m.effects();
  const RelationEffect& item = effects.relations().front();
  if (item.work != Work::kRewrite) return;
  const Relation* table = item.relation;
  if (table != nullptr) {
    if (table->persistence == Persistence::kTemporary) return;
    if (m.FindsColumn(op)) return;
  }
  auto finding = out.Report(
      op.span, "{} rewrites {} and its indexes, with all access shut",
      CauseOf(item.fact), op.table.name);
  finding.Sized(m.EstimateOf(op.table, Work::kRewrite));
  if (item.assumed) {
    finding.Sure(Confidence::kLow);
  } else if (table == nullptr || table->assumed) {
    finding.Sure(Confidence::kMedium);
  }
  if (item.fact == Fact::kAddColumnDomain) {
    finding.Help(
        "add the column with the domain's base type and a NOT VALID check");
  } else {
    finding.Help(
        "add the column bare, SET DEFAULT after it, and fill the old rows in "
        "batches");
  }
}

}  // namespace

extern constexpr Rule kVolatileDefaultRewrite = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
