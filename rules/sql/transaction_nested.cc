// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "transaction-nested",
    .summary = "BEGIN or COMMIT inside the transaction of the framework",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "transaction",
    .peers =
        "squawk:transaction-nesting "
        "postgres-language-server:transactionNesting",
    .docs = R"(
## What it does

Reports COMMIT and ROLLBACK in a file that the framework runs in a transaction
of its own, and BEGIN where a transaction is open already. One finding a file.

A file of a framework that opens no transaction may hold its own, and so may
one that is sent to the server as a single string.

## Why is this bad?

PostgreSQL has no nested transactions. A BEGIN inside of one draws a warning
and nothing else. The COMMIT ends the framework's transaction: what comes after
it runs outside, the record that the migration was done is written apart from
the migration, and a failure in between leaves the database half changed and
the framework in the belief that nothing happened.

```sql,bad,file=db/migrations/1_region.sql
-- +goose Up
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
```

```sql,good,file=db/migrations/1_region.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
```

```sql,bad
BEGIN;
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
```

## How to do it

Leave BEGIN and COMMIT out. Where the migration must not be one transaction,
tell the framework so; see `concurrently-in-transaction` for how.

## When the facts are not known

The framework is taken from the layout and the text of the files; if that is
wrong, name it in `migrations.framework`.
)"};
static_assert(WellFormed(kInfo));

void ReportWrapped(const Op& op, const Moment& m, bool ends, Sink& out) {
  std::string_view name = NameOf(m.framework());
  if (ends) {
    out.Report(op.span,
               "{} ends the transaction that {} runs this file in, and its "
               "record of it",
               m.file.source->Text(op.span), name)
        .Help("leave it out, or run the file without {}'s transaction", name);
  } else {
    out.Report(op.span,
               "{} runs this file in a transaction: this {} does nothing, and "
               "its COMMIT ends {}'s",
               name, m.file.source->Text(op.span), name)
        .Help("leave it and its COMMIT out");
  }
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool done = false;
  ForEachOp<Transaction>(
      file, context, [&](const Transaction& op, const Moment& m) {
        if (done) return;
        bool begins = op.word == TransactionWord::kBegin;
        bool ends = op.word == TransactionWord::kCommit ||
                    op.word == TransactionWord::kRollback;
        if (!begins && !ends) return;
        bool wrapped = m.transaction.wrapping() == Wrapping::kWrapped;
        if (begins && m.transaction.Explicit()) {
          done = true;
          out.Report(op.span, "a transaction is open: this {} does nothing",
                     file.source->Text(op.span))
              .Help("leave it out, or COMMIT first")
              .Related(*file.source, m.transaction.begin()->span,
                       "the transaction begins here");
        } else if (wrapped && m.InTransaction()) {
          done = true;
          ReportWrapped(op, m, ends, out);
        }
      });
}

}  // namespace

extern constexpr Rule kTransactionNested = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
