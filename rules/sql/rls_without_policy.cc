// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rls-without-policy",
    .summary = "Row security is switched on and no policy lets anybody in",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "security compatibility",
    .peers =
        "migrationpilot:MP057 splinter:rls_enabled_no_policy "
        "safe-migrate:restrictive-policy",
    .docs = R"(
## What it does

Reports `ENABLE ROW LEVEL SECURITY` on a table in use that has no permissive
policy when the file ends. A new table without policies is left alone: nobody
reads it yet.

## Why is this bad?

Without a permissive policy no row is shown and none can be written, except by
the table's owner and by roles that bypass row security. Nothing fails: the
running release just sees an empty table. Restrictive policies take away from
what permissive ones give; alone they let nobody in.

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, owner text);
```

```sql,bad,file=db/migrations/002_rls.sql
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, owner text);
```

```sql,good,file=db/migrations/002_rls.sql
CREATE POLICY orders_own ON orders USING (owner = current_user);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
```

## How to do it

Create the policies first, then enable row security, in one transaction.

## When the facts are not known

A table that the history does not create may have policies already and is left
alone. Whether all who read it own the table is not known either.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<AlterTable>(
      file, context, [&](const AlterTable& op, const Moment& m) {
        if (op.change != TableChange::kEnableRls) return;
        const Relation* table = m.view.Find(op.table);
        if (table == nullptr || table->assumed || !InUse(m, table)) return;
        auto end = static_cast<uint32_t>(m.file.ops.size());
        View after = m.view.Just(m.migration.TimeOf(end));
        if (!table->AliveAt(after.time()) || !after.Trusts(*table)) return;
        bool lets_in = false;
        bool all = after.EachPolicy(*table, [&](const PolicyFact& policy) {
          lets_in |= policy.def->permissive;
        });
        if (lets_in || !all) return;
        auto finding = out.Report(
            op.span,
            "{} is empty for all but its owner: no policy lets them in",
            op.table.name);
        finding.Help("create its policies first, in the same transaction");
        ShowOrigin(finding, m.history, table);
      });
}

}  // namespace

extern constexpr Rule kRlsWithoutPolicy = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
