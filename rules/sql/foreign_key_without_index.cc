// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "foreign-key-without-index",
    .summary = "No index serves the columns of a foreign key",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .tags = "index constraint",
    .peers = "eugene:E15 pgfence:fk-missing-index migrationpilot:MP016",
    .docs = R"(
## What it does

Reports a foreign key whose columns no index begins with, neither now nor after
any later migration of the history.

## Why is this bad?

Each DELETE of a referenced row, and each change of its key, has to find the
rows that point at it. Without an index that is a reading of the whole
referencing table per row, under a lock on the row that is being deleted.

```sql,bad
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (id bigint PRIMARY KEY, shop_id bigint REFERENCES shops);
```

```sql,good
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (id bigint PRIMARY KEY, shop_id bigint REFERENCES shops);
CREATE INDEX parcels_shop_id_idx ON parcels (shop_id);
```

## How to do it

Build an index over the columns; CONCURRENTLY when the table is in use. Where
referenced rows are never deleted and their keys never change, say so in a
suppression.

## When the facts are not known

A table that the history does not create may have indexes that it does not show:
nothing is reported.
)"};
static_assert(WellFormed(kInfo));

// Whether an index over `keys` begins with all of the columns, in any order.
template <class Keys, class NameOf>
bool Begins(const Keys& keys, const std::vector<std::string_view>& columns,
            NameOf name_of) {
  if (keys.size() < columns.size()) return false;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (std::ranges::find(columns, name_of(keys[i])) == columns.end()) {
      return false;
    }
  }
  return true;
}

// kUnknown when parts are not known.
Answer IsServed(const Relation& table, const View& view,
                const std::vector<std::string_view>& columns) {
  bool served = false;
  bool whole = view.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kUnique &&
        fact.def->kind != ConstraintKind::kPrimaryKey) {
      return;
    }
    served |= !fact.def->using_index().empty() ||
              Begins(fact.def->columns, columns, [&](const Ident& key) {
                return view.Renamed(table, key.text, fact.born);
              });
  });
  whole &= view.EachIndex(table, [&](const Relation& index) {
    if (index.index == nullptr) {
      whole = false;
      return;
    }
    served |=
        Begins(index.index->columns, columns, [&](const IndexColumn& key) {
          return view.Renamed(table, key.column.text, index.born);
        });
  });
  if (served) return Answer::kYes;
  return whole && view.Trusts(table) ? Answer::kNo : Answer::kUnknown;
}

// A later migration took the key away.
bool IsGone(const Constraint& key, const Relation& table, const View& after,
            const View& end) {
  bool gone = false;
  after.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def == &key) gone = !fact.AliveAt(end.time());
  });
  return gone;
}

void Report(const Constraint& key, const Name& name,
            std::span<const Ident> columns, const Moment& m, Sink& out) {
  if (key.references().empty() || columns.empty()) return;
  // What the history ends with counts: a later migration may add the index.
  View end = m.view.Just(m.history.catalog.end());
  View after = m.view.Just(m.time + 1);
  const Relation* table = after.Find(name);
  if (table == nullptr || table->assumed || table->died < end.time()) return;
  if (IsGone(key, *table, after, end)) return;
  std::vector<std::string_view> names;
  for (const Ident& column : columns) {
    std::string_view today = end.Renamed(*table, column.text, m.time + 1);
    if (!end.FindColumn(*table, today)) return;
    names.push_back(today);
  }
  if (IsServed(*table, end, names) != Answer::kNo) return;
  out.Report(key.span,
             "no index of {} begins with {}: each delete in {} reads it whole",
             name.name, Listed(names), key.references().name)
      .Help("create an index on {} ({})", name.name, Listed(names, 32));
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* create = As<CreateTable>(op)) {
    for (const Constraint& key : create->constraints) {
      Report(key, create->table, key.columns, m, out);
    }
    for (const ColumnDef& column : create->columns) {
      for (const Constraint& key : column.constraints()) {
        Report(key, create->table, {&column.name, 1}, m, out);
      }
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    for (const Constraint& key : add->column.constraints()) {
      Report(key, add->table, {&add->column.name, 1}, m, out);
    }
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    Report(constraint->constraint, constraint->table,
           constraint->constraint.columns, m, out);
  }
}

}  // namespace

extern constexpr Rule kForeignKeyWithoutIndex =
    OnOps<Check, OpKind::kCreateTable, OpKind::kAddColumn,
          OpKind::kAddConstraint>(kInfo);

}  // namespace interlock::sql
