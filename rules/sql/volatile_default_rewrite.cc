// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "volatile-default-rewrite",
    .summary = "A new column whose values must be computed for each row",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock rewrite",
    .peers =
        "squawk:adding-field-with-default eugene:E10 atlas:PG302 "
        "migrationpilot:MP003 pgfence:add-column-non-constant-default "
        "strong_migrations:add_column_default_callable "
        "pgls:addingFieldWithDefault pgrubic:US011",
    .docs = R"(
## What it does

Reports `ADD COLUMN` with a default that calls a volatile function, on a table
that was there before the migration. Volatility is a property of the function,
those of the history included. Before PostgreSQL 11 every default counts.

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

A table that the same file creates holds no rows:

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels ADD COLUMN code uuid DEFAULT gen_random_uuid();
```

## How to do it

1. Add the column without a default.
2. `ALTER COLUMN ... SET DEFAULT`: new rows get it. This may be another action
   of the same ALTER TABLE.
3. Fill the old rows in batches, outside of the migration.

## When the facts are not known

A function that neither the server's own list nor the history knows may be
volatile: the finding is then of low confidence.
)"};
static_assert(WellFormed(kInfo));

// Splits it into the column and the default of new rows.
void AddFix(const AddColumn& op, const Moment& m, FindingBuilder& finding) {
  const ColumnDef& column = op.column;
  Span value = column.default_value().span;
  // Without a value NOT NULL fails; what else is said of it may be about it.
  bool bare = !column.not_null && column.constraints().empty();
  if (!bare || value.empty() || op.if_not_exists) return;
  const Source& source = *m.file.source;
  Span before{column.name.span.end, value.begin};
  std::string lead = AsciiLower(source.Text(before));
  size_t word = lead.rfind("default");
  if (word == lead.npos) return;
  while (word > 0 && IsAsciiSpace(lead[word - 1])) --word;
  Fix fix{"give the default to new rows alone", FixKind::kUnsafe, {}, {}};
  auto begin = static_cast<uint32_t>(before.begin + word);
  fix.edits.push_back({&source, {begin, value.end}, ""});
  fix.edits.push_back(
      {&source,
       {op.span.end, op.span.end},
       fmt::format(", ALTER COLUMN {} SET DEFAULT {}",
                   source.Text(column.name.span), source.Text(value))});
  finding.With(std::move(fix));
}

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = nullptr;
  if (RewriteCauseOf(op, m, item) != RewriteCause::kDefault) return;
  auto finding =
      out.Report(op.span,
                 "{} has a volatile default: computing it for the rows of {} "
                 "rewrites it and its indexes, with all access shut",
                 op.column.name.text, op.table.name);
  Weigh(finding, m, *item);
  finding.Help(
      "add the column bare, SET DEFAULT after it, and fill the old rows in "
      "batches");
  AddFix(op, m, finding);
}

}  // namespace

extern constexpr Rule kVolatileDefaultRewrite = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
