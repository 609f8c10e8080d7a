// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "deferrable-key-referenced",
    .summary = "A foreign key cannot point at a deferrable key",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "constraint fails",
    .peers = "migrationpilot:MP074",
    .docs = R"(
## What it does

Reports a foreign key to columns whose only unique constraint or primary key is
DEFERRABLE.

## Why is this bad?

The server refuses it, error 55000, because such a key may be violated in the
middle of a transaction. For the same reason ON CONFLICT cannot use it. The
migration fails in the middle of a release.

```sql,bad
CREATE TABLE shops (code text UNIQUE DEFERRABLE);
CREATE TABLE parcels (shop text REFERENCES shops (code));
```

```sql,good
CREATE TABLE shops (code text UNIQUE);
CREATE TABLE parcels (shop text REFERENCES shops (code));
```

## How to do it

Make the key one that is not deferrable: build a unique index concurrently and
add a constraint USING INDEX. Foreign keys themselves may be deferrable.

## When the facts are not known

Where the key of the referenced table is not known nothing is reported.
)"};
static_assert(WellFormed(kInfo));

bool SameColumns(const ConstraintFact& fact, std::span<const Ident> columns,
                 const Relation& table, const View& view) {
  if (fact.def->columns.size() != columns.size()) return false;
  return std::ranges::all_of(fact.def->columns, [&](const Ident& key) {
    std::string_view today = view.Renamed(table, key.text, fact.born);
    return std::ranges::any_of(
        columns, [&](const Ident& one) { return one.text == today; });
  });
}

void CheckOne(const Constraint& key, const Name& own, const Moment& m,
              Sink& out) {
  if (key.references().empty()) return;
  const Relation* table = m.view.Find(key.references());
  if (table == nullptr) return;
  std::span<const Ident> columns = key.reference->columns;
  const ConstraintFact* deferrable = nullptr;
  bool firm = false;
  bool whole = m.view.EachConstraint(*table, [&](const ConstraintFact& fact) {
    bool primary = fact.def->kind == ConstraintKind::kPrimaryKey;
    if (!primary && fact.def->kind != ConstraintKind::kUnique) return;
    if (!fact.def->using_index().empty()) {
      firm = true;  // its columns are the index's: not looked up
      return;
    }
    bool match =
        columns.empty() ? primary : SameColumns(fact, columns, *table, m.view);
    if (!match) return;
    if (fact.def->deferrable) {
      deferrable = &fact;
    } else {
      firm = true;
    }
  });
  whole &= m.view.EachIndex(*table, [&](const Relation& index) {
    firm |= index.index != nullptr && index.index->unique;
  });
  if (!whole || firm || deferrable == nullptr) return;
  auto finding =
      out.Report(key.span, "{} cannot reference {}: its key is DEFERRABLE",
                 own.name, key.references().name);
  const Migration* from = m.history.MigrationAt(deferrable->born);
  if (from != nullptr && from->up != nullptr &&
      !deferrable->def->span.empty()) {
    finding.Related(*from->up->source, deferrable->def->span,
                    "the key is made deferrable here");
  }
  finding.Help("make the key one that is not deferrable");
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* create = As<CreateTable>(op)) {
    for (const Constraint& one : create->constraints) {
      CheckOne(one, create->table, m, out);
    }
    for (const ColumnDef& column : create->columns) {
      for (const Constraint& one : column.constraints()) {
        CheckOne(one, create->table, m, out);
      }
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    for (const Constraint& one : add->column.constraints()) {
      CheckOne(one, add->table, m, out);
    }
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    CheckOne(constraint->constraint, constraint->table, m, out);
  }
}

}  // namespace

extern constexpr Rule kDeferrableKeyReferenced =
    OnOps<Check, OpKind::kCreateTable, OpKind::kAddColumn,
          OpKind::kAddConstraint>(kInfo);

}  // namespace interlock::sql
