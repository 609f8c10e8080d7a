// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "set-not-null-scan",
    .summary = "SET NOT NULL reads the whole table under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock constraint",
    .peers =
        "squawk:adding-not-nullable-field eugene:E2 atlas:PG303 "
        "migrationpilot:MP002 strong_migrations:change_column_null",
    .docs = R"(
## What it does

Reports `SET NOT NULL` on a column of a table that was there before, unless a
validated CHECK proves that the column holds no null, or the column is NOT NULL
already.

## Why is this bad?

The server reads every row to make sure, and holds ACCESS EXCLUSIVE meanwhile:
nobody reads or writes the table. From PostgreSQL 12 on it skips that when a
valid CHECK constraint already says the same.

In PostgreSQL 18 NOT NULL is a constraint with a name. Added as one it reads the
table just the same, unless it is NOT VALID.

```sql,bad
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
```

```sql,good
ALTER TABLE orders
  ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_note_set;
```

## How to do it

1. Add `CHECK (column IS NOT NULL) NOT VALID`.
2. Validate it in a later migration: that stops neither reads nor writes.
3. `SET NOT NULL`, now instant, and drop the CHECK in a separate statement: in
   the same ALTER TABLE the check would be dropped first and prove nothing.

## When the facts are not known

A column whose constraints the history does not show is reported with medium
confidence. A CHECK that is only NOT VALID proves nothing.
)"};
static_assert(WellFormed(kInfo));

// Another action of the same ALTER TABLE that takes the proof away, or gives
// it too late: its actions run in an order of their own.
bool SameStatement(const Moment& m, Time time) {
  const Statement& statement = m.statement();
  Time first = m.migration.TimeOf(statement.first_op);
  return time >= first && time < first + statement.op_count;
}

// The statement of the down that takes NOT NULL away again; an empty span when
// there is no down, nothing when it does it in another way.
std::optional<Edit> UndoneBy(const Moment& m, const SetNotNull& op,
                             const std::string& drop) {
  const SqlFile* down = m.migration.down;
  if (down == nullptr) return Edit{m.file.source, {}, ""};
  bool both = down == m.migration.up;
  for (const Statement& statement : down->statements) {
    if (both && statement.section != Section::kDown) continue;
    for (const Op* one : down->OpsOf(statement)) {
      const auto* undo = As<DropNotNull>(*one);
      if (undo == nullptr || undo->table.name != op.table.name ||
          undo->column.text != op.column.text) {
        continue;
      }
      return Edit{down->source, undo->span, drop};
    }
  }
  return std::nullopt;
}

// The CHECK here; its validation, NOT NULL and the end of the CHECK in a
// migration behind the last.
void AddFix(const SetNotNull& op, const Moment& m, FindingBuilder& finding) {
  const Relation* end = m.view.Just(m.history.catalog.end()).Find(op.table);
  bool lasts =
      LastsToTheEnd(m, op.table) && m.pg_version() >= 12 &&
      (end == nullptr ||
       m.view.Just(m.history.catalog.end()).HasColumn(*end, op.column.text) !=
           Answer::kNo);
  if (!lasts) return;
  std::string_view table = m.file.source->Text(op.table.span);
  std::string_view column = m.file.source->Text(op.column.span);
  std::string name = AsIdentifier(
      fmt::format("{}_{}_not_null", op.table.name, op.column.text));
  std::string check = fmt::format(
      "ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", name, column);
  std::string drop = fmt::format("DROP CONSTRAINT {}", name);
  auto undone = UndoneBy(m, op, drop);
  if (!undone) return;
  Fix fix{
      "prove it by a CHECK that is validated first", FixKind::kUnsafe, {}, {}};
  fix.edits.push_back({m.file.source, op.span, check});
  if (!undone->span.empty()) fix.edits.push_back(std::move(*undone));
  fix.new_files = FilesOfNext(
      m.history,
      {{fmt::format("{} {} not null", op.table.name, op.column.text),
        fmt::format("ALTER TABLE {0} VALIDATE CONSTRAINT {1};\n"
                    "ALTER TABLE {0} ALTER COLUMN {2} SET NOT NULL;\n"
                    "ALTER TABLE {0} {3};\n",
                    table, name, column, drop),
        fmt::format("ALTER TABLE {0} {1};\n"
                    "ALTER TABLE {0} ALTER COLUMN {2} DROP NOT NULL;\n",
                    table, check, column)}});
  if (!fix.new_files.empty()) finding.With(std::move(fix));
}

void CheckColumn(const SetNotNull& op, const Moment& m, Sink& out) {
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr) return;
  const Relation* table = item->relation;
  bool spoiled = false;
  if (table != nullptr) {
    if (m.view.IsNotNull(*table, op.column.text) == Answer::kYes) return;
    const ConstraintFact* proof = m.view.ProofOfNotNull(*table, op.column.text);
    if (proof != nullptr && m.pg_version() >= 12) {
      spoiled =
          SameStatement(m, proof->died) || SameStatement(m, proof->validated);
      if (!spoiled) return;
    }
  }
  auto finding = out.Report(
      op.span, "every row of {} is read for nulls in {}, with all access shut",
      op.table.name, op.column.text);
  Weigh(finding, m, *item);
  if (table == nullptr || !table->complete || !m.view.Trusts(*table)) {
    finding.Sure(Confidence::kMedium);
  }
  if (spoiled) {
    finding.Help(
        "do it in a statement of its own: the CHECK that proves it is "
        "validated or dropped in this one, and counts for nothing");
    return;
  }
  finding.Help(
      "add CHECK ({} IS NOT NULL) NOT VALID, validate it in a later migration, "
      "then SET NOT NULL costs nothing",
      op.column.text);
  AddFix(op, m, finding);
}

// The constraint of PostgreSQL 18, which can be NOT VALID.
void CheckConstraint(const AddConstraint& op, const Moment& m, Sink& out) {
  const Constraint& one = op.constraint;
  if (one.kind != ConstraintKind::kNotNull || one.not_valid) return;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || one.columns.empty()) return;
  std::string_view column = one.columns.front().text;
  if (item->relation != nullptr &&
      (m.view.IsNotNull(*item->relation, column) == Answer::kYes ||
       m.view.ProofOfNotNull(*item->relation, column) != nullptr)) {
    return;
  }
  auto finding = out.Report(
      op.span, "every row of {} is read for nulls in {}, with all access shut",
      op.table.name, column);
  Weigh(finding, m, *item);
  finding.Help(
      "add it NOT VALID, and VALIDATE CONSTRAINT in a later migration");
  Fix fix{"check the old rows later", FixKind::kUnsafe, {}, {}};
  uint32_t end = std::max(one.span.end, op.span.end);
  fix.edits.push_back({m.file.source, {end, end}, " NOT VALID"});
  if (auto name = LastingName(m, op.table, one)) {
    fix.new_files = FilesOfNext(
        m.history, {{"validate " + *name,
                     fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n",
                                 m.file.source->Text(op.table.span), *name),
                     "-- Nothing to undo: the constraint goes with its own "
                     "migration.\n"}});
  }
  finding.With(std::move(fix));
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* column = As<SetNotNull>(op)) {
    CheckColumn(*column, m, out);
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    CheckConstraint(*constraint, m, out);
  }
}

}  // namespace

extern constexpr Rule kSetNotNullScan =
    OnOps<Check, OpKind::kSetNotNull, OpKind::kAddConstraint>(kInfo);

}  // namespace interlock::sql
