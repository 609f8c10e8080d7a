// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/transactions.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "transaction-left-open",
    .summary = "BEGIN without COMMIT: nothing of the file takes effect",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "transaction correctness",
    .peers =
        "squawk:ban-uncommitted-transaction pgfence:unclosed-transaction "
        "migrationpilot:MP053",
    .docs = R"(
## What it does

Reports a BEGIN that no COMMIT or ROLLBACK of the same direction of the file
follows. Where the runner commits by itself, nothing stays open; what is wrong
with a BEGIN there, `transaction-nested` says.

## Why is this bad?

When the session ends, as that of `psql -f` does with the file, the server
rolls the transaction back, and the migration is recorded as done though nothing
of it happened: later migrations are judged without it. If the session lives
on, its locks do too, and block everyone.

```sql,bad
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
```

```sql,good
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
```

## When the facts are not known

Files with a syntax error are not judged: the COMMIT may be what could not be
read.
)"};
static_assert(WellFormed(kInfo));

// The runner sends a COMMIT of its own after the unit.
bool IsCommitted(const SqlFile& file, const Standing& at, uint32_t unit) {
  if (at.migration == nullptr || unit >= file.units.size()) return false;
  TransactionMode mode = file.units[unit].mode;
  if (mode == TransactionMode::kDefault) mode = at.migration->mode;
  return WrappingOf(at.history->framework, mode) == Wrapping::kWrapped;
}

void CheckSection(const SqlFile& file, const Standing& at, Section section,
                  Sink& out) {
  const Op* open = nullptr;
  for (const Statement& statement : file.statements) {
    if (statement.section != section) continue;
    if (IsCommitted(file, at, statement.unit)) continue;
    for (const Op* op : file.OpsOf(statement)) {
      const auto* transaction = As<Transaction>(*op);
      if (transaction == nullptr) continue;
      switch (transaction->word) {
        case TransactionWord::kBegin:
          open = op;
          break;
        case TransactionWord::kCommit:
        case TransactionWord::kRollback:
        case TransactionWord::kOther:
          open = nullptr;
          break;
        default:
          break;
      }
    }
  }
  if (open == nullptr) return;
  out.Report(open->span, "no COMMIT follows this {}",
             file.source->Text(open->span))
      .Help(
          "write COMMIT; at the end: what is open when the session ends is "
          "rolled back");
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (!file.errors.empty() || !file.kinds.Has(OpKind::kTransaction)) return;
  Standing at = Locate(context.project.histories, file);
  if (at.history == nullptr) return;
  CheckSection(file, at, Section::kUp, out);
  CheckSection(file, at, Section::kDown, out);
}

}  // namespace

extern constexpr Rule kTransactionLeftOpen = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
