// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "domain-constraint-scan",
    .summary = "A new constraint of a domain reads every table that uses it",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock domain",
    .peers =
        "squawk:ban-alter-domain-with-add-constraint "
        "pgfence:alter-domain-add-constraint diesel-guard:AlterDomainCheck "
        "migrationpilot:MP043",
    .docs = R"(
## What it does

Reports `ALTER DOMAIN` with `ADD CONSTRAINT` that is not NOT VALID, and with
`SET NOT NULL`, when the domain was there before the migration.

## Why is this bad?

The server takes a SHARE lock on every table that has a column of the domain,
one after the other, and keeps them all until each of those tables is read
whole: nobody writes to any of them meanwhile.

```sql,bad,file=db/migrations/001_tables.sql
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint PRIMARY KEY, address email);
```

```sql,bad,file=db/migrations/002_check.sql
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
```

```sql,good,file=db/migrations/001_tables.sql
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint PRIMARY KEY, address email);
```

```sql,good,file=db/migrations/002_check.sql
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
```

## How to do it

1. Add the constraint NOT VALID: new values are checked at once, and no table is
   read.
2. Mend what violates it.
3. `ALTER DOMAIN ... VALIDATE CONSTRAINT` reads all the tables under SHARE as
   well, before PostgreSQL 19. Where that is too long, leave the domain as it
   is, and give each table a CHECK of its own, NOT VALID and validated one by
   one, which does not stop writes.

## When the facts are not known

Where the history does not tell which tables use the domain, the finding is of
medium confidence. A domain that the history does not create is taken for one in
use.
)"};
static_assert(WellFormed(kInfo));

bool Reads(const AlterDomain& op) {
  if (op.change == DomainChange::kSetNotNull) return true;
  return op.change == DomainChange::kAddConstraint && !op.constraint.not_valid;
}

void Check(const AlterDomain& op, const Context& context, Sink& out) {
  if (!Reads(op)) return;
  const Moment& m = *context.moment;
  const TypeFact* type = m.view.FindType(op.domain.schema, op.domain.name);
  bool made = type != nullptr && type->domain != nullptr;
  if (made && type->born >= m.migration.first) return;
  std::vector<std::string_view> tables;
  const RelationEffect* worst = nullptr;
  for (const RelationEffect& item : m.effects().relations()) {
    if (item.work < Work::kScan || !InUse(m, item)) continue;
    tables.push_back(item.name.name);
    if (worst == nullptr) worst = &item;
  }
  bool known = m.effects().known && made;
  if (known && tables.empty()) return;
  auto finding = out.Report(
      op.span, "{} read for {} while nobody writes to {}",
      tables.empty() ? "every table that uses the domain is"
                     : Listed(tables) + (tables.size() == 1 ? " is" : " are"),
      op.domain.name, tables.size() == 1 ? "it" : "them");
  if (worst != nullptr) finding.Sized(m.EstimateOf(worst->name, worst->work));
  if (!known) finding.Sure(Confidence::kMedium);
  if (op.change == DomainChange::kSetNotNull) {
    finding.Help("SET NOT NULL in each table instead, proved by a CHECK");
  } else {
    finding.Help("add it NOT VALID, or give each table a CHECK of its own");
  }
}

}  // namespace

extern constexpr Rule kDomainConstraintScan = On<AlterDomain, Check>(kInfo);

}  // namespace interlock::sql
