// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"
#include "rules/sql/split.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "concurrently-in-transaction",
    .summary = "A statement that PostgreSQL refuses to run in a transaction",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "transaction",
    .peers =
        "squawk:ban-concurrent-index-creation-in-transaction atlas:PG103 "
        "migrationpilot:MP025 pgfence:create-index-concurrently-in-tx",
    .docs = R"(
## What it does

Reports statements that cannot run in a transaction where one is open: `CREATE
INDEX CONCURRENTLY`, `DROP INDEX CONCURRENTLY`, `REINDEX CONCURRENTLY`, `DETACH
PARTITION ... CONCURRENTLY`, `VACUUM`, `ALTER SYSTEM`, `CREATE DATABASE` and
their like.

The transaction may be written in the file, opened by the framework, or
implied: a file of several statements that is sent as one string runs in one.

## Why is this bad?

The server answers with error 25001 and the migration fails, every time, in the
middle of a release.

```sql,bad
BEGIN;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
COMMIT;
```

```sql,good
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

## How to do it

1. Move the statement into a migration of its own.
2. Tell the framework to run that migration without a transaction; the help of
   the finding says how.

## When the facts are not known

Plain SQL files are taken to run statement by statement, as psql does; only a
BEGIN in the file counts. For the others the framework's own habit counts,
unless a directive says otherwise.
)"};
static_assert(WellFormed(kInfo));

bool Refused(const Op& op, const Moment& m) {
  return MayRefuseTransaction(op.kind) &&
         m.effects().in_transaction == InTransaction::kRefused;
}

// By the framework's own directive where the file holds nothing else, else in
// a migration of its own.
void AddFix(const Op& op, const Moment& m, FindingBuilder& finding) {
  Outside wanted{.title = "run it outside of a transaction",
                 .slug = "",
                 .edits = {},
                 .object = {},
                 .undo = ""};
  if (const auto* index = As<CreateIndex>(op)) {
    if (!LastsToTheEnd(m, index->table)) return;
    wanted.slug = "index " + std::string(index->name.text);
    wanted.object = index->name.text;
    std::string_view table = m.file.source->Text(index->table.span);
    size_t dot = table.rfind('.');
    std::string schema(dot == table.npos ? "" : table.substr(0, dot + 1));
    wanted.undo = "DROP INDEX CONCURRENTLY " + schema +
                  AsIdentifier(index->name.text) + ";\n";
  } else if (const auto* drop = As<DropIndex>(op)) {
    if (drop->indexes.size() != 1) return;
    wanted.slug = "drop " + std::string(drop->indexes[0].name);
    wanted.object = drop->indexes[0].name;
  } else if (const auto* reindex = As<Reindex>(op)) {
    wanted.slug = "reindex " + std::string(reindex->name.name);
    wanted.object = reindex->name.name;
    wanted.undo = "-- Nothing to undo: the index is the same.\n";
  } else {
    return;
  }
  auto fix = RunOutside(m, std::move(wanted));
  if (fix) finding.With(std::move(*fix));
}

// Flyway sees such statements and leaves the transaction out, if the script
// holds nothing else.
bool FlywayManages(const Moments& moments) {
  if (moments.history().framework != Framework::kFlyway) return false;
  bool all = true;
  ForEachMoment(moments, [&](const Op& op, const Moment& m) {
    all &= Refused(op, m) || op.kind == OpKind::kSetVariable;
  });
  return all;
}

void Check(const SqlFile&, const Context& context, Sink& out) {
  if (context.moments == nullptr) return;
  if (!context.moments->AnyInTransaction()) return;
  bool managed = false;
  bool asked = false;
  ForEachMoment(*context.moments, [&](const Op& op, const Moment& m) {
    if (!m.InTransaction() || !Refused(op, m)) return;
    if (!asked) managed = FlywayManages(*context.moments);
    asked = true;
    if (managed) return;
    std::string_view text = m.file.source->Text(op.span);
    std::string_view line = text.substr(0, text.find('\n')).substr(0, 60);
    auto finding = out.Report(
        op.span, "PostgreSQL refuses `{}` inside a transaction", line);
    if (m.transaction.Explicit()) {
      finding.Help("move it behind COMMIT")
          .Related(*m.file.source, m.transaction.begin()->span,
                   "the transaction begins here");
    } else if (m.transaction.wrapping() == Wrapping::kImplicit) {
      finding.Help(
          "{} sends the file as one string, and its statements share a "
          "transaction: leave this one alone in its migration",
          NameOf(m.framework()));
      // Newer command lines take it out of the string by themselves.
      if (m.framework() == Framework::kSupabase) {
        finding.At(Severity::kWarning).Sure(Confidence::kMedium);
      }
    } else {
      finding.Help("{} runs this file in a transaction: {}",
                   NameOf(m.framework()), OptOutOf(m.framework()).help);
    }
    AddFix(op, m, finding);
  });
}

}  // namespace

extern constexpr Rule kConcurrentlyInTransaction = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
