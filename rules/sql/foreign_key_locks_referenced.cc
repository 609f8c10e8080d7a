// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "foreign-key-locks-referenced",
    .summary = "A foreign key also locks the table that it points at",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "lock constraint",
    .peers =
        "pgfence:add-column-inline-foreign-key migrationpilot:MP069 "
        "online_migrations:multiple_foreign_keys",
    .docs = R"(
## What it does

Reports a foreign key that is added cheaply, NOT VALID, with a new column or
with a new table, when the table that it points at is in use and no
`lock_timeout` is in effect. Once per file and table that is pointed at.

A foreign key that is checked against existing rows is reported by the rule
constraint-not-valid-missing.

## Why is this bad?

The server takes SHARE ROW EXCLUSIVE on the referenced table too, although the
statement seems to be about another one. It is held for a moment, but it has to
be got first: it queues behind each transaction that writes to the table, and
all later writers queue behind it.

```sql,bad
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  order_id bigint REFERENCES orders (id)
);
```

```sql,good
SET lock_timeout = '5s';
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  order_id bigint REFERENCES orders (id)
);
```

## How to do it

1. Set a `lock_timeout` of a few seconds and try again when it strikes.
2. Add one foreign key per transaction, so that no lock waits for another.

## When the facts are not known

A referenced table that the history does not create is taken for one in use,
with medium confidence.
)"};
static_assert(WellFormed(kInfo));

struct Found {
  const Constraint* constraint;
  const Name* table;
};

// Foreign keys that the op adds without reading rows.
template <class F>
void EachKey(const Op& op, const Moment& m, F f) {
  if (const auto* create = As<CreateTable>(op)) {
    for (const Constraint& one : create->constraints) f(one, create->table);
    for (const ColumnDef& column : create->columns) {
      for (const Constraint& one : column.constraints()) f(one, create->table);
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    if (m.FindsColumn(*add)) return;
    bool valued = add->column.default_value().present() &&
                  add->column.default_value().shape != ExprShape::kNull;
    if (valued && InUse(m, add->table)) return;
    for (const Constraint& one : add->column.constraints()) f(one, add->table);
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    bool reads = !constraint->constraint.not_valid &&
                 constraint->constraint.enforced && InUse(m, constraint->table);
    if (!reads) f(constraint->constraint, constraint->table);
  }
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::unordered_set<std::string_view> done;
  ForEachOp<CreateTable, AddColumn, AddConstraint>(
      file, context, [&](const auto& op, const Moment& m) {
        if (GivesUpWaiting(m)) return;
        EachKey(op, m, [&](const Constraint& one, const Name& table) {
          const Name& other = one.references();
          if (other.empty() || other.name == table.name) return;
          if (done.contains(other.name) || !InUse(m, other)) return;
          done.insert(other.name);
          auto finding = out.Report(
              one.span,
              "the foreign key of {} also locks {} against writes, and waits "
              "for it with no lock_timeout",
              table.name, other.name);
          ShowOrigin(finding, m.history, m.view.Find(other));
          finding.Help("set a lock_timeout before it");
        });
      });
}

}  // namespace

extern constexpr Rule kForeignKeyLocksReferenced = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
