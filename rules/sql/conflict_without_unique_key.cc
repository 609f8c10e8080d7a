// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "conflict-without-unique-key",
    .summary = "ON CONFLICT on a table where nothing can conflict",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness data",
    .docs = R"(
## What it does

Reports `INSERT ... ON CONFLICT` into a table that has no unique or primary
key, no exclusion constraint and no unique index.

## Why is this bad?

Without a key no row ever conflicts. `ON CONFLICT DO NOTHING` reads as if the
statement could be run twice; in truth each run adds the rows again. With a
conflict target the server refuses the statement.

```sql,bad
CREATE TABLE schema_version (version integer NOT NULL);
INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;
```

```sql,good
CREATE TABLE schema_version (version integer PRIMARY KEY);
INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;
```

## When the facts are not known

Silent: the rule speaks only of tables whose every key the history shows.
)"};
static_assert(WellFormed(kInfo));

void Check(const Insert& op, const Context& context, Sink& out) {
  if (op.on_conflict == OnConflict::kNone) return;
  const Moment& m = *context.moment;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr || table->kind != RelationKind::kTable) return;
  if (m.view.HasUniqueKey(*table) != Answer::kNo) return;
  auto finding = out.Report(op.span,
                            "{} has no key that a row could conflict "
                            "with: every run adds the rows again",
                            op.table.name);
  const Migration* from = m.history.MigrationAt(table->born);
  if (from != nullptr && from->up != nullptr && table->def != nullptr) {
    finding.Related(*from->up->source, table->def->table.span,
                    "created here, without a key");
  }
  finding.Help("give {} a primary key or a unique constraint", op.table.name);
}

}  // namespace

extern constexpr Rule kConflictWithoutUniqueKey = On<Insert, Check>(kInfo);

}  // namespace interlock::sql
