// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "redundant-index",
    .summary = "An index that another one already does the work of",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "index",
    .peers = "migrationpilot:MP100 pgrubic:GN025",
    .docs = R"(
## What it does

Reports an index whose columns are those that another index, or a key, of the
same table begins with, or is equal to.

## Why is this bad?

A B-tree serves every query that needs only its first columns. The second index
costs its space and slows each write, and no query is faster for it.

```sql,bad
CREATE TABLE parcels (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX parcels_code_note ON parcels (code, note);
CREATE INDEX parcels_code ON parcels (code);
```

```sql,good
CREATE TABLE parcels (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX parcels_code_note ON parcels (code, note);
CREATE INDEX parcels_note ON parcels (note);
```

## How to do it

Leave the shorter one out. Keep it only if it is much smaller and read very
often, and say so in a suppression.

## When the facts are not known

Only indexes and keys that the history shows are compared. Expressions, partial
indexes, other methods, collations and operator classes are left alone.
)"};
static_assert(WellFormed(kInfo));

bool IsPlain(const CreateIndex& index) {
  if (index.where.present() || index.method != "btree") return false;
  return std::ranges::all_of(index.columns, [](const IndexColumn& column) {
    return !column.column.empty() && column.opclass.empty() &&
           column.extras->collation.empty();
  });
}

// Whether `key` begins with all columns of `op`, sorted the same way.
bool Covers(const CreateIndex& key, Time born, const CreateIndex& op,
            const Relation& table, const View& view) {
  if (key.columns.size() < op.columns.size()) return false;
  for (size_t i = 0; i < op.columns.size(); ++i) {
    const IndexColumn& a = key.columns[i];
    const IndexColumn& b = op.columns[i];
    if (a.descending != b.descending || a.nulls != b.nulls) return false;
    std::string_view today = view.Renamed(table, a.column.text, born);
    if (today != b.column.text) return false;
  }
  return true;
}

bool Covers(const ConstraintFact& fact, const CreateIndex& op,
            const Relation& table, const View& view) {
  if (fact.def->kind != ConstraintKind::kUnique &&
      fact.def->kind != ConstraintKind::kPrimaryKey) {
    return false;
  }
  if (fact.def->columns.size() < op.columns.size()) return false;
  for (size_t i = 0; i < op.columns.size(); ++i) {
    if (op.columns[i].descending) return false;
    std::string_view today =
        view.Renamed(table, fact.def->columns[i].text, fact.born);
    if (today != op.columns[i].column.text) return false;
  }
  return true;
}

bool IsGone(const CreateIndex& op, const Relation& table, const Moment& m,
            Time end) {
  bool gone = false;
  uint32_t seen = 0;
  m.view.Just(m.time + 1).EachIndex(table, [&](const Relation& index) {
    if (++seen > kNear || index.index != &op) return;
    gone = !index.AliveAt(end);
  });
  return gone;
}

void Check(const CreateIndex& op, const Context& context, Sink& out) {
  // A unique one also forbids duplicates.
  if (op.unique || !IsPlain(op) || !op.include.empty()) return;
  const Moment& m = *context.moment;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr || op.columns.empty()) return;
  // What the history ends with counts: a later statement may drop either.
  Time end = m.history.catalog.end();
  if (IsGone(op, *table, m, end)) return;
  std::string_view other;
  Time born = kBeforeAll;
  uint32_t seen = 0;
  m.view.EachIndex(*table, [&](const Relation& index) {
    const CreateIndex* def = index.index;
    if (++seen > kNear) return;
    if (def == nullptr || !other.empty() || index.name == op.name.text) return;
    if (!index.AliveAt(end) || !IsPlain(*def)) return;
    if (!Covers(*def, index.born, op, *table, m.view)) return;
    other = index.name;
    born = index.born;
  });
  m.view.EachConstraint(*table, [&](const ConstraintFact& fact) {
    if (!other.empty() || !fact.AliveAt(end)) return;
    if (!Covers(fact, op, *table, m.view)) return;
    other = fact.name;
    born = fact.born;
  });
  if (other.empty()) return;
  auto finding = out.Report(op.keyword, "{} of {} already does this work",
                            other, op.table.name);
  const Migration* from = m.history.MigrationAt(born);
  const Op* made = m.history.OpAt(born);
  if (from != nullptr && from->up != nullptr && made != nullptr) {
    finding.Related(*from->up->source, made->span, "the other one");
  }
  finding.Help("leave this index out, or drop {} later", other);
}

}  // namespace

extern constexpr Rule kRedundantIndex = On<CreateIndex, Check>(kInfo);

}  // namespace interlock::sql
