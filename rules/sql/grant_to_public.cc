// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "grant-to-public",
    .summary = "A privilege is granted to every role of the database",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .security_severity = "5.5",
    .tags = "security",
    .peers =
        "migrationpilot:MP091 pgrubic:ST004 "
        "safe-migrate:overbroad-grant",
    .docs = R"(
## What it does

Reports `GRANT ... TO PUBLIC` on tables, sequences and other things that hold
data, on all objects of a schema, by default privileges, and `CREATE` on a
schema or database. What PUBLIC has anyway, EXECUTE on functions and USAGE on
types and languages, is left alone, as is USAGE on a schema.

## Why is this bad?

PUBLIC is not a group of one's own: each role is in it, also those that are
made later, for a report, a partner, a read-only tool. CREATE on a schema lets
any of them put a function where others find it by their search_path.

```sql,bad
GRANT SELECT ON orders TO PUBLIC;
```

```sql,good
GRANT SELECT ON orders TO reports;
```

## How to do it

Make a role for those who need the privilege, grant it to that role, and make
them members.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

bool Includes(const Grant& op, std::string_view privilege) {
  return op.privileges.empty() ||
         std::ranges::any_of(op.privileges, [&](const Privilege& one) {
           return one.name.empty() || one.name.text == privilege;
         });
}

bool IsBroad(const Grant& op) {
  switch (op.object) {
    case ObjectKind::kSchema:
    case ObjectKind::kDatabase:
      return Includes(op, "create");
    case ObjectKind::kTablespace:
    case ObjectKind::kForeignDataWrapper:
    case ObjectKind::kServer:
    case ObjectKind::kTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kForeignTable:
    case ObjectKind::kSequence:
    case ObjectKind::kColumn:
    case ObjectKind::kLargeObject:
    case ObjectKind::kParameter:
      return true;
    default:
      return false;
  }
}

void Check(const Grant& op, const Context&, Sink& out) {
  if (op.revoke || !op.to_public || !IsBroad(op)) return;
  std::string what = op.scope == GrantScope::kDefault ? "future objects"
                     : op.names.empty()               ? "this"
                                        : std::string(op.names.front().name);
  if (op.scope == GrantScope::kAllInSchema) what = "everything in " + what;
  out.Report(op.span, "every role, also each later one, gets rights on {}",
             what)
      .Help("grant them to a role that is made for it instead of PUBLIC");
}

}  // namespace

extern constexpr Rule kGrantToPublic = On<Grant, Check>(kInfo);

}  // namespace interlock::sql
