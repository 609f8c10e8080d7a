// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "index-not-concurrent",
    .summary = "CREATE INDEX without CONCURRENTLY blocks writes",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock index",
    .peers =
        "squawk:require-concurrent-index-creation eugene:E6 atlas:PG101 "
        "pgfence:create-index-not-concurrent migrationpilot:MP001 "
        "strong_migrations:add_index",
    .docs = R"(
## What it does

Reports `CREATE INDEX` without `CONCURRENTLY` on a table that was there before
the migration.

## Why is this bad?

`CREATE INDEX` takes a SHARE lock on the table and keeps it until the index is
built. Reads go on; each INSERT, UPDATE and DELETE waits. On a large table that
is minutes in which the application cannot write.

`CREATE INDEX CONCURRENTLY` takes a SHARE UPDATE EXCLUSIVE lock, which stops
neither reads nor writes. It reads the table twice and cannot run inside a
transaction.

```sql,bad
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
```

```sql,good
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
```

An index on a table that the same file creates is not reported: nobody waits
for a table that nobody uses yet.

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, code text NOT NULL);
CREATE INDEX parcels_code_idx ON parcels (code);
```

## How to do it

1. Put the index into a migration of its own, outside of a transaction. The
   help of the finding says how the framework at hand does that.
2. Set `lock_timeout` low for the statements around it, and leave
   `statement_timeout` off for the build itself.
3. A build that fails leaves an invalid index behind. Drop it with
   `DROP INDEX CONCURRENTLY` before trying again: `IF NOT EXISTS` would take
   the invalid index for the real one.

On a partitioned table CONCURRENTLY is refused. Create the index `ON ONLY` the
parent, build one concurrently on each partition, then attach them.

## When the facts are not known

A table that the history does not create is taken for one that holds rows; the
finding is then of medium confidence. Temporary tables and materialized views,
which nobody writes to, stay silent.
)"};
static_assert(WellFormed(kInfo));

// Adds CONCURRENTLY, and what lets the framework run it, if both are
// mechanical.
void AddFix(const CreateIndex& op, const Moment& m, FindingBuilder& finding) {
  if (m.InTransaction() && !LastsToTheEnd(m, op.table)) return;
  std::string schema(m.file.source->Text(op.table.span));
  size_t dot = schema.rfind('.');
  schema = dot == schema.npos ? "" : schema.substr(0, dot + 1);
  std::string name = AsIdentifier(op.name.text);
  std::string slug = "index " + std::string(op.name.text);
  Outside wanted{.title = "build it concurrently",
                 .slug = slug,
                 .edits = {{m.file.source,
                            {op.keyword.end, op.keyword.end},
                            " CONCURRENTLY"}},
                 .object = op.name.text,
                 .undo = "DROP INDEX CONCURRENTLY " + schema + name + ";\n"};
  auto fix = RunOutside(m, std::move(wanted));
  if (fix) finding.With(std::move(*fix));
}

// IF NOT EXISTS finds it and builds nothing.
bool IsThere(const CreateIndex& op, const Moment& m) {
  if (!op.if_not_exists || op.name.empty()) return false;
  const Relation* table = m.view.Find(op.table);
  std::string_view schema = op.table.schema;
  if (schema.empty() && table != nullptr) schema = table->schema;
  const Relation* index = m.view.Find(schema, op.name.text);
  return index != nullptr && m.view.Trusts(*index);
}

void Check(const CreateIndex& op, const Context& context, Sink& out) {
  if (op.concurrently) return;
  const Moment& m = *context.moment;
  if (m.IsNew(op.table) || IsThere(op, m)) return;
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr) {
    if (table->kind == RelationKind::kMaterializedView) return;
    if (table->persistence == Persistence::kTemporary) return;
    if (op.only && table->partitioned) return;
  }
  auto finding = out.Report(
      op.keyword, "building this index on {} blocks writes until it is done",
      op.table.name);
  finding.Sized(m.EstimateOf(op.table, Work::kIndexBuild));
  bool known = table != nullptr && !table->assumed;
  if (!known) finding.Sure(Confidence::kMedium);
  if (known) {
    const Migration* from = m.history.MigrationAt(table->born);
    if (from != nullptr && table->def != nullptr) {
      finding.Related(*from->up->source, table->def->table.span,
                      "the table is created here, by an earlier migration");
    }
  }
  if (table != nullptr && table->partitioned) {
    finding.Help(
        "create it ON ONLY {}, build one CONCURRENTLY on each partition, then "
        "attach them: CONCURRENTLY is refused on a partitioned table",
        op.table.name);
    return;
  }
  if (m.InTransaction()) {
    finding.Help(
        "use CREATE INDEX CONCURRENTLY, which cannot run in a "
        "transaction: {}",
        m.transaction.Explicit() ? "move it behind COMMIT"
                                 : OptOutOf(m.framework()).help);
  } else {
    finding.Help("use CREATE INDEX CONCURRENTLY, outside of a transaction");
  }
  AddFix(op, m, finding);
}

}  // namespace

extern constexpr Rule kIndexNotConcurrent = On<CreateIndex, Check>(kInfo);

}  // namespace interlock::sql
