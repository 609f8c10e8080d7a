// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "validate-in-same-transaction",
    .summary = "VALIDATE runs while the lock of ADD CONSTRAINT is still held",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "lock transaction constraint",
    .peers =
        "squawk:constraint-missing-not-valid "
        "pgls:requireSeparateConstraintValidation "
        "pgfence:not-valid-validate-same-tx "
        "strong_migrations:validate_constraint eugene:E4",
    .docs = R"(
## What it does

Reports `VALIDATE CONSTRAINT` in the transaction that added the constraint NOT
VALID, on a table that was there before. It knows which framework wraps a file
in a transaction.

## Why is this bad?

VALIDATE by itself stops neither reads nor writes. But the lock that ADD
CONSTRAINT took is held until the transaction ends, through the whole reading of
the table: ACCESS EXCLUSIVE for a CHECK, so that nobody reads or writes, SHARE
ROW EXCLUSIVE on both tables for a foreign key, so that nobody writes. NOT VALID
has gained nothing.

```sql,bad
BEGIN;
ALTER TABLE orders ADD CONSTRAINT paid CHECK (total_cents >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT paid;
COMMIT;
```

```sql,good
BEGIN;
ALTER TABLE orders ADD CONSTRAINT paid CHECK (total_cents >= 0) NOT VALID;
COMMIT;
ALTER TABLE orders VALIDATE CONSTRAINT paid;
```

## How to do it

1. Add the constraint NOT VALID in one migration.
2. VALIDATE it in the next. Where the framework runs all pending migrations in
   one transaction, in the next release.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence. Plain SQL files are taken to run statement by statement.
)"};
static_assert(WellFormed(kInfo));

// Moves VALIDATE into a migration behind the last.
void AddFix(const ValidateConstraint& op, const Moment& m,
            const ConstraintFact& fact, FindingBuilder& finding) {
  if (m.statement().op_count != 1) return;
  auto name = LastingName(m, op.table, *fact.def);
  if (!name) return;
  Fix fix{"validate it in a migration of its own", FixKind::kUnsafe, {}, {}};
  fix.edits.push_back(Removal(m.file, m.statement()));
  fix.new_files = FilesOfNext(
      m.history,
      {{"validate " + *name,
        std::string(m.file.source->Text(m.statement().span)) + ";\n",
        "-- Nothing to undo: the constraint goes with its own migration.\n"}});
  if (!fix.new_files.empty()) finding.With(std::move(fix));
}

void Check(const ValidateConstraint& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (!InUse(m, op.table)) return;
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr) return;
  const ConstraintFact* fact =
      m.view.FindConstraint(*table, op.constraint.text);
  if (fact == nullptr || fact->def == nullptr || fact->ValidAt(m.time)) return;
  Time statement = m.migration.TimeOf(m.statement().first_op);
  bool same = fact->born >= statement;
  if (!same && m.InTransaction()) {
    same = fact->born >= m.transaction.since(m.time);
  }
  if (!same) return;
  bool foreign = fact->def->kind == ConstraintKind::kForeignKey;
  auto finding = out.Report(
      op.span, "{} is read while the {} lock that added {} is still held",
      op.table.name, foreign ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE",
      op.constraint.text);
  if (table->assumed) finding.Sure(Confidence::kMedium);
  if (!fact->def->span.empty()) {
    finding.Related(*m.file.source, fact->def->span, "the lock is taken here");
  }
  finding.Sized(m.EstimateOf(op.table, Work::kScan));
  if (m.transaction.Explicit()) {
    finding.Help("validate it after COMMIT");
  } else {
    finding.Help("validate it in a migration of its own");
    AddFix(op, m, *fact, finding);
  }
}

}  // namespace

extern constexpr Rule kValidateInSameTransaction =
    On<ValidateConstraint, Check>(kInfo);

}  // namespace interlock::sql
