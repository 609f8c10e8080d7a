// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/reversibility.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "foreign-key-type-mismatch",
    .summary = "A foreign key compares columns of different types",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "constraint type",
    .peers = "online_migrations:mismatched_foreign_key_type",
    .docs = R"(
## What it does

Reports a foreign key whose column cannot hold every value of the key that it
points at, such as int beside bigint, and one between types that the server
cannot compare at all, which is refused.

## Why is this bad?

As long as the referenced numbers are small all goes well. On the day that they
no longer fit, each insert of a referencing row fails with "integer out of
range", and widening the column then is a rewrite of the table.

```sql,bad
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (shop_id int REFERENCES shops (id));
```

```sql,good
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (shop_id bigint REFERENCES shops (id));
```

## How to do it

Give the referencing column the very type of the key. In a table in use add a
new column of that type, fill it, and move over.

## When the facts are not known

Where one of the types is not known nothing is reported.
)"};
static_assert(WellFormed(kInfo));

// Rank among the integers, 0 for other types.
int Width(std::string_view type) {
  if (type == "int2" || type == "smallserial" || type == "serial2") return 1;
  if (type == "int4" || type == "serial" || type == "serial4") return 2;
  if (type == "int8" || type == "bigserial" || type == "serial8") return 3;
  return 0;
}

// Built-in types that no operator compares with one another.
char Family(const TypeName& type) {
  if (type.array_dims() != 0) return 0;
  std::string_view name = type.name();
  if (Width(name) > 0) return 'n';
  if (name == "text" || name == "varchar" || name == "bpchar") return 't';
  if (name == "uuid") return 'u';
  if (name == "bool") return 'b';
  if (name == "bytea") return 'y';
  return 0;
}

// The column that a key points at, by its place in the list.
std::string_view Target(const Constraint& key, size_t place,
                        const Relation& table, const View& view) {
  std::span<const Ident> columns = key.reference->columns;
  if (!columns.empty()) {
    return place < columns.size() ? columns[place].text : std::string_view();
  }
  std::string_view name;
  view.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kPrimaryKey) return;
    if (place < fact.def->columns.size()) {
      name = view.Renamed(table, fact.def->columns[place].text, fact.born);
    }
  });
  return name;
}

void Compare(const Constraint& key, const Name& table, const Ident& column,
             size_t place, const TypeName& own, const Moment& m, Sink& out) {
  const Relation* other = m.view.Find(key.references());
  if (other == nullptr) return;
  std::string_view target = Target(key, place, *other, m.view);
  auto found =
      target.empty() ? std::nullopt : m.view.FindColumn(*other, target);
  if (!found || found->type == nullptr) return;
  const TypeName& theirs = *found->type;
  char a = Family(own), b = Family(theirs);
  bool refused = a != 0 && b != 0 && a != b;
  bool narrow =
      a == 'n' && b == 'n' && Width(own.name()) < Width(theirs.name());
  if (!refused && !narrow) return;
  auto finding = out.Report(
      key.span, "{}.{} is {}, but {}.{}, which it references, is {}{}",
      table.name, column.text, Spelled(own), key.references().name, target,
      Spelled(theirs), refused ? ": the server refuses that" : "");
  if (refused) finding.At(Severity::kError);
  const Migration* from = m.history.MigrationAt(found->typed);
  if (from != nullptr && from->up != nullptr && !theirs.span.empty()) {
    finding.Related(*from->up->source, theirs.span, "its type is given here");
  }
  finding.Help("make it {}", Spelled(theirs));
}

void CheckList(const Constraint& key, const Name& table,
               std::span<const ColumnDef> fresh, const Moment& m, Sink& out) {
  if (key.references().empty()) return;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const Ident& column = key.columns[i];
    const TypeName* type = nullptr;
    for (const ColumnDef& def : fresh) {
      if (def.name.text == column.text) type = &def.type;
    }
    std::optional<Column> found;
    const Relation* relation = m.view.Find(table);
    if (type == nullptr && fresh.empty() && relation != nullptr) {
      found = m.view.FindColumn(*relation, column.text);
      if (found) type = found->type;
    }
    if (type != nullptr) Compare(key, table, column, i, *type, m, out);
  }
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* create = As<CreateTable>(op)) {
    // Looking columns up in a long list for each key would be quadratic.
    if (create->columns.size() > kMaxListedColumns) return;
    for (const Constraint& key : create->constraints) {
      CheckList(key, create->table, create->columns, m, out);
    }
    for (const ColumnDef& column : create->columns) {
      for (const Constraint& key : column.constraints()) {
        if (key.references().empty()) continue;
        Compare(key, create->table, column.name, 0, column.type, m, out);
      }
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    for (const Constraint& key : add->column.constraints()) {
      if (key.references().empty()) continue;
      Compare(key, add->table, add->column.name, 0, add->column.type, m, out);
    }
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    CheckList(constraint->constraint, constraint->table, {}, m, out);
  }
}

}  // namespace

extern constexpr Rule kForeignKeyTypeMismatch =
    OnOps<Check, OpKind::kCreateTable, OpKind::kAddColumn,
          OpKind::kAddConstraint>(kInfo);

}  // namespace interlock::sql
