// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "sequence-keeps-int-limit",
    .summary =
        "A serial column becomes bigint, but its sequence stays an integer",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "data",
    .peers = "migrationpilot:MP059 migrationpilot:MP068",
    .docs = R"(
## What it does

Reports a column that was made as `serial` or `smallserial` and is changed to a
wider type while its sequence is not. Identity columns are left alone: their
sequence follows the column.

## Why is this bad?

`serial` makes a sequence of type integer. ALTER COLUMN TYPE does not touch it:
after the expensive change to bigint, INSERT still fails at 2147483647 with
"nextval: reached maximum value of sequence".

```sql,bad
CREATE TABLE orders (id serial PRIMARY KEY);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
```

```sql,good
CREATE TABLE orders (id serial PRIMARY KEY);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE orders_id_seq AS bigint;
```

## How to do it

`ALTER SEQUENCE <table>_<column>_seq AS bigint` beside the change of type; it
is brief.

## When the facts are not known

A column whose making the history does not show is left alone. Any ALTER
SEQUENCE that sets a type or a maximum, later in the file, counts when it names
a sequence of the table.
)"};
static_assert(WellFormed(kInfo));

int WidthOf(std::string_view type) {
  if (type == "smallserial" || type == "serial2" || type == "int2") return 2;
  if (type == "serial" || type == "serial4" || type == "int4") return 4;
  if (type == "bigserial" || type == "serial8" || type == "int8") return 8;
  return 0;
}

struct Widened {
  const AlterColumnType* op;
  int from;
};

bool Widens(const AlterSequence& op, const AlterColumnType& column) {
  const SequenceOptions& options = *op.options;
  if (options.type.empty() && !options.maximum && !options.no_maximum) {
    return false;
  }
  return op.sequence.name.starts_with(column.table.name) ||
         op.sequence.name.find(column.column.text) != std::string_view::npos;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::vector<Widened> widened;
  auto each = [&](const auto& op, const Moment& m) {
    if (const auto* sequence = As<AlterSequence>(op)) {
      if (widened.size() > 1000) return;
      std::erase_if(widened, [&](const Widened& one) {
        return Widens(*sequence, *one.op);
      });
    } else if (const auto* set = As<SetDefault>(op)) {
      // Another sequence gives the numbers from here on.
      std::erase_if(widened, [&](const Widened& one) {
        return one.op->table.name == set->table.name &&
               one.op->column.text == set->column.text;
      });
    } else if (const auto* alter = As<AlterColumnType>(op)) {
      const Relation* table = m.view.Find(alter->table);
      if (table == nullptr) return;
      auto column = m.view.FindColumn(*table, alter->column.text);
      if (!column || column->def == nullptr) return;
      std::string_view made = column->def->type.name();
      int from = made.find("serial") == made.npos ? 0 : WidthOf(made);
      if (from != 0 && WidthOf(alter->type.name()) > from) {
        widened.push_back({alter, from});
      }
    }
  };
  ForEachOp<AlterColumnType, AlterSequence, SetDefault>(file, context, each);
  for (const Widened& one : widened) {
    std::string_view limit = one.from == 2 ? "32767" : "2147483647";
    out.Report(one.op->span, "the sequence of {}.{} still stops at {}",
               one.op->table.name, one.op->column.text, limit)
        .Help("ALTER SEQUENCE {}_{}_seq AS {}", one.op->table.name,
              one.op->column.text,
              one.op->type.name() == "int8" ? "bigint" : "integer");
  }
}

}  // namespace

extern constexpr Rule kSequenceKeepsIntLimit = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
