// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "domain-validate-scan",
                         .summary =
                             "Validating a constraint of a domain blocks "
                             "writes to every table of it",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "lock domain",
                         .docs = R"(
## What it does

Reports `ALTER DOMAIN ... VALIDATE CONSTRAINT` when the domain was there before
the migration.

## Why is this bad?

Unlike VALIDATE of a table's constraint it does stop writes: up to PostgreSQL 18
the server takes SHARE on every table that has a column of the domain, reads
them all, and keeps the locks until the end.

```sql,bad
ALTER DOMAIN email VALIDATE CONSTRAINT has_at;
```

```sql,good
ALTER TABLE users VALIDATE CONSTRAINT users_address_has_at;
```

## How to do it

Plan a quiet hour for it; or leave the domain's constraint NOT VALID, which
already binds new values, and validate a CHECK of each table instead, which lets
writes go on.

## When the facts are not known

Where the history does not tell which tables use the domain, the finding is of
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AlterDomain& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (op.change != DomainChange::kValidateConstraint) return;
  if (m.pg_version() >= 19) return;
  const TypeFact* type = m.view.FindType(op.domain.schema, op.domain.name);
  if (type != nullptr && type->domain != nullptr &&
      type->born >= m.migration.first)
    return;
  std::vector<std::string_view> tables;
  for (const RelationEffect& item : m.effects().relations()) {
    if (item.work >= Work::kScan && InUse(m, item)) {
      tables.push_back(item.name.name);
    }
  }
  bool known = m.effects().known && type != nullptr && type->domain != nullptr;
  if (known && tables.empty()) return;
  auto finding = out.Report(
      op.span, "{} read for {} while nobody writes to {}",
      tables.empty() ? "every table that uses the domain is"
                     : Listed(tables) + (tables.size() == 1 ? " is" : " are"),
      op.domain.name, tables.size() == 1 ? "it" : "them");
  if (!known) finding.Sure(Confidence::kMedium);
  finding.Help("do it in a quiet hour, or validate a CHECK of each table");
}

}  // namespace

extern constexpr Rule kDomainValidateScan = On<AlterDomain, Check>(kInfo);

}  // namespace interlock::sql
