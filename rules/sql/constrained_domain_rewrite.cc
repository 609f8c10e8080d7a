// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "constrained-domain-rewrite",
    .summary = "A new column of a domain with constraints rewrites the table",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock rewrite",
    .docs = R"(
## What it does

Reports `ADD COLUMN` of a type that is a domain with a CHECK or NOT NULL, on a
table that was there before the migration. It knows the domain from the history:
the statement looks like any other `ADD COLUMN`.

## Why is this bad?

Even without a default, the server writes each row and each index anew to pass
the value, NULL as a rule, through the checks of the domain. It holds ACCESS
EXCLUSIVE meanwhile: nobody reads or writes until it is done.

```sql,bad
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
ALTER TABLE orders ADD COLUMN contact email;
```

```sql,good
ALTER TABLE orders ADD COLUMN contact text;
ALTER TABLE orders
  ADD CONSTRAINT orders_contact_email CHECK (contact LIKE '%@%') NOT VALID;
```

## How to do it

1. Add the column with the domain's base type.
2. Add the domain's condition as a CHECK of the table, NOT VALID.
3. VALIDATE it in a later migration, which stops neither reads nor writes.

Changing the column's type to the domain afterwards would read, or rewrite, the
table once more: keep the base type.

## When the facts are not known

A type that the history does not create is taken for one without constraints.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddColumn& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const RelationEffect* item = nullptr;
  if (RewriteCauseOf(op, m, item) != RewriteCause::kDomain) return;
  auto finding = out.Report(op.span,
                            "the domain of {} has constraints: adding it "
                            "rewrites {} and its indexes, with all access shut",
                            op.column.name.text, op.table.name);
  Weigh(finding, m, *item);
  finding.Help(
      "add the column with the domain's base type and a NOT VALID check");
}

}  // namespace

extern constexpr Rule kConstrainedDomainRewrite = On<AddColumn, Check>(kInfo);

}  // namespace interlock::sql
