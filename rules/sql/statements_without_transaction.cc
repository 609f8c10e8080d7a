// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "statements-without-transaction",
    .summary = "A migration without a transaction holds several statements",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "transaction",
    .peers = "atlas:txmode",
    .docs = R"(
## What it does

Reports a migration that asks its framework for no transaction and then holds
more than one statement that changes something. Settings do not count, nor do
statements that may run twice: those with IF EXISTS or IF NOT EXISTS, and what
stands between a BEGIN and a COMMIT of the file.

## Why is this bad?

When the second statement fails, the first has happened. The framework records
the migration as failed, or as half done, and runs all of it again the next
time: now the first statement fails, because its work is there.

```sql,bad,file=db/migrations/1_region.sql
-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
```

```sql,good,file=db/migrations/1_region.sql
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
```

```sql,good,file=db/migrations/1_region.sql
-- +goose NO TRANSACTION
-- +goose Up
DROP INDEX CONCURRENTLY IF EXISTS orders_region_idx;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
```

## How to do it

One statement per migration without a transaction; all others in migrations
that have one.

## When the facts are not known

Plain files, which nothing marks, are not judged: what runs them is not known.
)"};
static_assert(WellFormed(kInfo));

// It can run again after it has happened.
bool MayRunAgain(const Op& op) {
  if (const auto* drop = As<DropIndex>(op)) return drop->if_exists;
  if (const auto* drop = As<DropTable>(op)) return drop->if_exists;
  if (const auto* drop = As<DropColumn>(op)) return drop->if_exists;
  if (const auto* drop = As<DropConstraint>(op)) return drop->if_exists;
  if (const auto* drop = As<DropObject>(op)) return drop->if_exists;
  if (const auto* make = As<CreateIndex>(op)) return make->if_not_exists;
  if (const auto* make = As<CreateTable>(op)) return make->if_not_exists;
  if (const auto* make = As<AddColumn>(op)) return make->if_not_exists;
  if (const auto* make = As<AddEnumValue>(op)) return make->if_not_exists;
  if (const auto* make = As<CreateFunction>(op)) return make->or_replace;
  switch (op.kind) {
    case OpKind::kSetVariable:
    case OpKind::kSelect:
    case OpKind::kCommentOn:
    case OpKind::kGrant:
    case OpKind::kVacuum:
    case OpKind::kReindex:
    case OpKind::kValidateConstraint:
    case OpKind::kSetNotNull:
    case OpKind::kDropNotNull:
    case OpKind::kSetDefault:
    case OpKind::kDropDefault:
    case OpKind::kTransaction:
    case OpKind::kServerCommand:
      return true;
    default:
      return false;
  }
}

bool AsksForNone(const Moment& m) {
  const Unit& unit = m.file.units[m.statement().unit];
  TransactionMode mode =
      unit.mode == TransactionMode::kDefault ? m.migration.mode : unit.mode;
  return mode == TransactionMode::kNone &&
         m.transaction.wrapping() == Wrapping::kNone;
}

bool MayAskForNone(const SqlFile& file, const Migration& migration) {
  return migration.mode == TransactionMode::kNone ||
         std::ranges::any_of(file.units, [](const Unit& unit) {
           return unit.mode == TransactionMode::kNone;
         });
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (file.statements.size() < 2) return;
  if (context.moments == nullptr) return;
  if (!MayAskForNone(file, context.moments->migration())) return;
  const Op* first = nullptr;
  uint32_t unit = UINT32_MAX;
  bool done = false;
  ForEachMoment(*context.moments, [&](const Op& op, const Moment& m) {
    if (done || m.InTransaction() || !AsksForNone(m) || MayRunAgain(op)) return;
    if (first == nullptr || unit != m.statement().unit) {
      first = &op;
      unit = m.statement().unit;
      return;
    }
    if (op.statement == first->statement) return;
    done = true;
    std::string_view text = m.file.source->text();
    out.Report(op.span, "if this fails, {} has happened all the same",
               first->span.In(text))
        .Related(*m.file.source, first->span, "commits by itself")
        .Help("leave one statement in a migration without a transaction");
  });
}

}  // namespace

extern constexpr Rule kStatementsWithoutTransaction = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
