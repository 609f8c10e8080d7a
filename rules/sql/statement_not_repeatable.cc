// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"everywhere", OptionType::kBool, "false",
     "Report statements inside of transactions too"},
};

constexpr RuleInfo kInfo{
    .id = "statement-not-repeatable",
    .summary = "A statement that fails when a half-applied file is run again",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "style",
    .peers =
        "squawk:prefer-robust-stmts pgls:preferRobustStmts "
        "pgfence:prefer-robust-stmts migrationpilot:MP023 "
        "diesel-guard:IdempotencyCheck "
        "safe-migrate:missing-idempotency",
    .options = kOptions,
    .docs = R"(
## What it does

Reports statements that run outside of a transaction and have no `IF EXISTS` or
`IF NOT EXISTS` though the server knows one. Inside a transaction a failed file
leaves nothing behind, so nothing is said, unless the option `everywhere` asks
for it. `CREATE INDEX CONCURRENTLY` is left alone: a failed build leaves an
invalid index, and IF NOT EXISTS would take it for the real one. For those who
like strictness: off by default.

## Why is this bad?

When a later statement of the file fails, the earlier ones stay. The next run
stops at the first of them, and somebody has to mend the database by hand.

```sql,bad
ALTER TABLE orders DROP COLUMN note;
DROP INDEX CONCURRENTLY orders_day_idx;
```

```sql,good
ALTER TABLE orders DROP COLUMN IF EXISTS note;
DROP INDEX CONCURRENTLY IF EXISTS orders_day_idx;
```

## How to do it

Add `IF EXISTS` or `IF NOT EXISTS`; or better, put one statement into each file
that cannot run in a transaction.

## When the facts are not known

What the framework wraps in a transaction is known; a file that psql or an
unknown runner executes is taken for one without.
)"};
static_assert(WellFormed(kInfo));

struct Missing {
  uint32_t at;  // where the words go
  std::string_view words;
};
constexpr std::string_view kIf = "IF EXISTS ";
constexpr std::string_view kIfNot = "IF NOT EXISTS ";

struct Ask {
  using Found = std::optional<Missing>;
  static Found If(bool there, const Span& span, std::string_view words) {
    if (there || span.empty()) return std::nullopt;
    return Missing{span.begin, words};
  }
  template <class Names>
  static Found First(bool there, const Names& names) {
    if (names.empty()) return std::nullopt;
    return If(there, names.front().span, kIf);
  }
  static Found Of(const CreateTable& op) {
    if (op.as_query) return std::nullopt;
    return If(op.if_not_exists, op.table.span, kIfNot);
  }
  static Found Of(const DropTable& op) {
    return First(op.if_exists, op.tables);
  }
  static Found Of(const AddColumn& op) {
    return If(op.if_not_exists, op.column.name.span, kIfNot);
  }
  static Found Of(const DropColumn& op) {
    return If(op.if_exists, op.column.span, kIf);
  }
  static Found Of(const DropConstraint& op) {
    return If(op.if_exists, op.constraint.span, kIf);
  }
  static Found Of(const CreateIndex& op) {
    if (op.concurrently || op.name.empty()) return std::nullopt;
    return If(op.if_not_exists, op.name.span, kIfNot);
  }
  static Found Of(const DropIndex& op) {
    return First(op.if_exists, op.indexes);
  }
  static Found Of(const CreateSchema& op) {
    if (op.schema.empty()) return std::nullopt;
    return If(op.if_not_exists, op.schema.span, kIfNot);
  }
  static Found Of(const CreateSequence& op) {
    return If(op.if_not_exists, op.sequence.span, kIfNot);
  }
  static Found Of(const CreateExtension& op) {
    return If(op.if_not_exists, op.extension.span, kIfNot);
  }
  static Found Of(const AddEnumValue& op) {
    return If(op.if_not_exists, op.value.span, kIfNot);
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool everywhere = context.options.Bool("everywhere");
  auto each = [&](const auto& op, const Moment& m) {
    if (op.in_block || (m.InTransaction() && !everywhere)) return;
    auto missing = Ask::Of(op);
    if (!missing) return;
    std::string_view words =
        missing->words.substr(0, missing->words.size() - 1);
    auto finding = out.Report(op.span, "this fails when it is run again: {}",
                              file.source->Text(op.span));
    finding.Help("write {}", words);
    finding.Insert(fmt::format("write {}", words), missing->at,
                   std::string(missing->words));
  };
  ForEachOp<CreateTable, DropTable, AddColumn, DropColumn, DropConstraint,
            CreateIndex, DropIndex, CreateSchema, CreateSequence,
            CreateExtension, AddEnumValue>(file, context, each);
}

}  // namespace

extern constexpr Rule kStatementNotRepeatable = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
