// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "unique-constraint-builds-index",
    .summary = "A key constraint builds its index under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock index constraint",
    .peers =
        "squawk:disallowed-unique-constraint eugene:E7 atlas:PG104 "
        "atlas:PG105 migrationpilot:MP027 strong_migrations:add_index",
    .docs = R"(
## What it does

Reports `ADD CONSTRAINT ... UNIQUE` and `PRIMARY KEY` on a table that was there
before, unless the constraint takes over an index that exists, and `ADD COLUMN
... UNIQUE` or `PRIMARY KEY`.

## Why is this bad?

The server builds the index while it holds ACCESS EXCLUSIVE: nobody reads or
writes the table until it is done. `CREATE INDEX` alone would at least let
readers in.

```sql,bad
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
```

```sql,bad
ALTER TABLE customers ADD COLUMN phone text UNIQUE;
```

```sql,good
CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
ALTER TABLE customers
  ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
```

## How to do it

1. Build a unique index CONCURRENTLY, in a migration outside of a transaction.
2. For a primary key, make its columns NOT NULL first: proved by a validated
   CHECK that costs nothing.
3. `ADD CONSTRAINT ... USING INDEX`: instant.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

// What the fix writes, as SQL.
struct Steps {
  std::string name;
  std::string build;
  std::string attach;
  std::string table;
};

// Nothing where a part of the constraint is not that of a plain index, or
// where a primary key would still have to be checked for nulls.
std::optional<Steps> StepsOf(const AddConstraint& op, const Moment& m) {
  const Constraint& one = op.constraint;
  bool plain = !one.deferrable && one.index->include.empty() &&
               one.index->options.empty() && one.index->tablespace.empty() &&
               !one.index->without_overlaps && !one.columns.empty();
  auto name = LastingName(m, op.table, one);
  if (!plain || !name || m.statement().op_count != 1) return std::nullopt;
  bool primary = one.kind == ConstraintKind::kPrimaryKey;
  const Relation* table = m.view.Find(op.table);
  std::string columns;
  for (const Ident& column : one.columns) {
    if (!columns.empty()) columns += ", ";
    columns += m.file.source->Text(column.span);
    bool set = table != nullptr &&
               m.view.IsNotNull(*table, column.text) == Answer::kYes;
    if (primary && !set) return std::nullopt;
  }
  Steps steps;
  steps.name = *name;
  steps.table = m.file.source->Text(op.table.span);
  steps.build = fmt::format(
      "CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({}){}", *name, steps.table,
      columns, one.nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
  steps.attach = fmt::format(
      "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}", steps.table, *name,
      primary ? "PRIMARY KEY" : "UNIQUE", *name);
  return steps;
}

// The index and the constraint behind all other migrations.
std::optional<Fix> MoveBoth(const AddConstraint& op, const Moment& m,
                            const Steps& steps, Fix fix) {
  if (IsNamedElsewhere(m, steps.name)) return std::nullopt;
  auto undone = UndoneBy(m.migration, steps.name);
  if (!undone) return std::nullopt;
  for (Edit& edit : *undone) fix.edits.push_back(std::move(edit));
  fix.edits.push_back(Removal(m.file, m.statement()));
  std::string schema = steps.table;
  size_t dot = schema.rfind('.');
  schema = dot == schema.npos ? "" : schema.substr(0, dot + 1);
  fix.new_files = FilesOfNext(
      m.history,
      {{fmt::format("index {}", steps.name), steps.build + ";\n",
        fmt::format("DROP INDEX CONCURRENTLY {}{};\n", schema, steps.name),
        Wrapped::kNot, 1},
       {fmt::format("constrain {} {}", op.table.name, steps.name),
        steps.attach + ";\n",
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {};\n", steps.table,
                    steps.name)}});
  if (fix.new_files.empty()) return std::nullopt;
  // Dropping the constraint takes its index along.
  for (NewFile& file : fix.new_files) {
    size_t at = file.text.find("DROP INDEX CONCURRENTLY ");
    if (at != file.text.npos) file.text.insert(at + 24, "IF EXISTS ");
  }
  return fix;
}

void AddFix(const AddConstraint& op, const Moment& m, FindingBuilder& finding) {
  if (m.transaction.Explicit()) return;
  auto steps = StepsOf(op, m);
  if (!steps) return;
  Fix fix{"build the index concurrently first", FixKind::kUnsafe, {}, {}};
  Span span = m.statement().span;
  bool alone = m.file.ops.size() == 1;
  bool one_by_one =
      !m.InTransaction() && m.transaction.wrapping() != Wrapping::kImplicit;
  if (one_by_one || (alone && m.InTransaction() && LeavesTransaction(m, fix))) {
    fix.edits.push_back(
        {m.file.source, span, steps->build + ";\n" + steps->attach});
    finding.With(std::move(fix));
    return;
  }
  if (auto moved = MoveBoth(op, m, *steps, std::move(fix))) {
    finding.With(std::move(*moved));
  }
}

FindingBuilder Report(const Name& name, const RelationEffect& item,
                      const Moment& m, Sink& out) {
  auto finding = out.Report(
      m.op.span, "its index is built on {} with all access shut", name.name);
  Weigh(finding, m, item);
  return finding;
}

void CheckConstraint(const AddConstraint& op, const Moment& m, Sink& out) {
  ConstraintKind kind = op.constraint.kind;
  bool key =
      kind == ConstraintKind::kUnique || kind == ConstraintKind::kPrimaryKey;
  if (!key || !op.constraint.using_index().empty()) return;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work < Work::kScan) return;
  auto finding = Report(op.table, *item, m, out);
  finding.Help(
      "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... USING "
      "INDEX");
  AddFix(op, m, finding);
}

void CheckColumn(const AddColumn& op, const Moment& m, Sink& out) {
  if (op.column.constraints().empty() || m.FindsColumn(op)) return;
  const RelationEffect* item = MetInUse(m, op.table);
  // A rewrite builds every index anyway, and is another rule's.
  if (item == nullptr || item->fact != Fact::kAddColumnUnique) return;
  Report(op.table, *item, m, out)
      .Help(
          "add the column without it, CREATE UNIQUE INDEX CONCURRENTLY, then "
          "ADD CONSTRAINT ... USING INDEX");
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* constraint = As<AddConstraint>(op)) {
    CheckConstraint(*constraint, m, out);
  } else if (const auto* column = As<AddColumn>(op)) {
    CheckColumn(*column, m, out);
  }
}

}  // namespace

extern constexpr Rule kUniqueConstraintBuildsIndex =
    OnOps<Check, OpKind::kAddConstraint, OpKind::kAddColumn>(kInfo);

}  // namespace interlock::sql
