// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-index-not-concurrent",
    .summary = "DROP INDEX without CONCURRENTLY waits with all access shut",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .fix = FixKind::kUnsafe,
    .scope = Scope::kNewestNotes,
    .tags = "lock index",
    .peers =
        "squawk:require-concurrent-index-deletion atlas:PG102 "
        "strong_migrations:remove_index pgfence:drop-index-not-concurrent "
        "pgls:requireConcurrentIndexDeletion migrationpilot:MP009 "
        "pgrubic:US019 diesel-guard:DropIndexCheck",
    .docs = R"(
## What it does

Reports `DROP INDEX` without `CONCURRENTLY` on a table that was there before the
migration, when no `lock_timeout` is in effect. The index of a table that is
dropped in the same file is left alone.

## Why is this bad?

The work is done in a moment, but under ACCESS EXCLUSIVE on the table. The lock
has to be got first: it queues behind each query that uses the table, and
everything later queues behind it.

```sql,bad
DROP INDEX orders_code_idx;
```

```sql,good
DROP INDEX CONCURRENTLY orders_code_idx;
```

## How to do it

1. `DROP INDEX CONCURRENTLY`, outside of a transaction: it waits for the queries
   that run, and nobody waits for it.
2. Or set a `lock_timeout` and try again when it strikes. An index of a
   partitioned table leaves no other choice: CONCURRENTLY is refused there.

## When the facts are not known

An index that the history does not create is taken for one of a table in use,
with medium confidence.
)"};
static_assert(WellFormed(kInfo));

bool OfPartitioned(const Relation* index) {
  return index != nullptr && index->table != nullptr &&
         index->table->partitioned;
}

// Whether the table goes as well, so that no lock is spared.
bool IsTableDropped(const Moment& m, const Relation* table) {
  if (table == nullptr) return false;
  auto later = std::span(m.file.ops).subspan(m.index);
  later = later.first(std::min<size_t>(later.size(), kNear));
  return std::ranges::any_of(later, [&](const Op* op) {
    const auto* drop = As<DropTable>(*op);
    if (drop == nullptr) return false;
    return std::ranges::any_of(drop->tables, [&](const Name& name) {
      return m.view.Find(name) == table;
    });
  });
}

void AddFix(const DropIndex& op, const Moment& m, FindingBuilder& finding) {
  if (op.indexes.size() != 1 || op.cascade) return;
  std::string slug = "drop " + std::string(op.indexes[0].name);
  Outside wanted{.title = "drop it concurrently",
                 .slug = slug,
                 .edits = {{m.file.source,
                            {op.keyword.end, op.keyword.end},
                            " CONCURRENTLY"}},
                 .object = op.indexes[0].name,
                 // What makes it again is not known here.
                 .undo = ""};
  auto fix = RunOutside(m, std::move(wanted));
  if (fix) finding.With(std::move(*fix));
}

void Check(const DropIndex& op, const Context& context, Sink& out) {
  if (op.concurrently) return;
  const Moment& m = *context.moment;
  if (GivesUpWaiting(m)) return;
  for (const Name& name : op.indexes) {
    const Relation* index = m.view.Find(name);
    const Relation* table = index == nullptr ? nullptr : index->table;
    if (index == nullptr && !InUse(m, name)) continue;
    if (!InUse(m, table) || IsTableDropped(m, table)) continue;
    if (index != nullptr && !InUse(m, index)) continue;
    auto finding =
        table == nullptr
            ? out.Report(op.keyword,
                         "dropping {} waits for its table with all access shut",
                         name.name)
            : out.Report(op.keyword,
                         "dropping {} waits for {} with all access shut",
                         name.name, table->name);
    ShowOrigin(finding, m.history, table);
    if (OfPartitioned(index)) {
      finding.Help("set a lock_timeout: CONCURRENTLY is refused here");
      return;
    }
    if (m.InTransaction()) {
      finding.Help(
          "use DROP INDEX CONCURRENTLY, which cannot run in a "
          "transaction: {}",
          m.transaction.Explicit() ? "move it behind COMMIT"
                                   : OptOutOf(m.framework()).help);
    } else {
      finding.Help("use DROP INDEX CONCURRENTLY");
    }
    AddFix(op, m, finding);
    return;
  }
}

}  // namespace

extern constexpr Rule kDropIndexNotConcurrent = On<DropIndex, Check>(kInfo);

}  // namespace interlock::sql
