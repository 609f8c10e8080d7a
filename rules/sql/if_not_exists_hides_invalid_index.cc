// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "if-not-exists-hides-invalid-index",
    .summary = "IF NOT EXISTS takes a broken index for the real one",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .fix = FixKind::kUnsafe,
    .scope = Scope::kNewest,
    .tags = "index",
    .peers = "migrationpilot:MP070 strong_migrations:remove_invalid_indexes",
    .docs = R"(
## What it does

Reports `CREATE INDEX CONCURRENTLY IF NOT EXISTS` when no `DROP INDEX IF EXISTS`
of the same index comes before it in the file.

## Why is this bad?

A concurrent build that fails, or is cancelled, leaves an invalid index of that
name behind: it slows each write and serves no query. When the migration is
tried again, IF NOT EXISTS finds it and skips the build. The migration succeeds,
and there is no index.

```sql,bad
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code_idx ON orders (code);
```

```sql,good
DROP INDEX CONCURRENTLY IF EXISTS orders_code_idx;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

## How to do it

1. Drop what a try before may have left, CONCURRENTLY and IF EXISTS.
2. Build the index without IF NOT EXISTS.

Where the framework sends a file as one string, give each of the two a migration
of its own.

## When the facts are not known

Whether an invalid index is there only the server knows: the finding speaks of
what a second try does.
)"};
static_assert(WellFormed(kInfo));

bool DroppedBefore(const Moment& m, const CreateIndex& op) {
  for (uint32_t i = m.index - std::min(m.index, kNear); i < m.index; ++i) {
    const auto* drop = As<DropIndex>(*m.file.ops[i]);
    if (drop == nullptr) continue;
    for (const Name& name : drop->indexes) {
      if (name.name == op.name.text) return true;
    }
  }
  return false;
}

void Check(const CreateIndex& op, const Context& context, Sink& out) {
  if (!op.concurrently || !op.if_not_exists || op.name.empty()) return;
  const Moment& m = *context.moment;
  if (!InUse(m, op.table) || DroppedBefore(m, op)) return;
  auto finding =
      out.Report(op.name.span,
                 "IF NOT EXISTS skips {} when a failed build left it invalid",
                 op.name.text);
  finding.Help(
      "DROP INDEX CONCURRENTLY IF EXISTS {} first, and leave IF NOT EXISTS out",
      op.name.text);
  if (m.InTransaction() || m.transaction.wrapping() == Wrapping::kImplicit) {
    return;  // a second statement would share a transaction with it
  }
  std::string_view text = m.file.source->text();
  std::string_view written =
      text.substr(op.keyword.end, op.name.span.begin - op.keyword.end);
  size_t at = AsciiLower(written).find("if");
  if (at == written.npos) return;
  auto begin = static_cast<uint32_t>(op.keyword.end + at);
  Fix fix{"drop what a failed build left", FixKind::kUnsafe, {}, {}};
  std::string_view table = m.file.source->Text(op.table.span);
  size_t dot = table.rfind('.');
  std::string schema(dot == table.npos ? "" : table.substr(0, dot + 1));
  uint32_t start = m.statement().span.begin;
  fix.edits.push_back({m.file.source,
                       {start, start},
                       "DROP INDEX CONCURRENTLY IF EXISTS " + schema +
                           std::string(m.file.source->Text(op.name.span)) +
                           ";\n"});
  fix.edits.push_back({m.file.source, {begin, op.name.span.begin}, ""});
  finding.With(std::move(fix));
}

}  // namespace

extern constexpr Rule kIfNotExistsHidesInvalidIndex =
    On<CreateIndex, Check>(kInfo);

}  // namespace interlock::sql
