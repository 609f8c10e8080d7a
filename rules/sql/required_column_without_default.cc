// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-column-without-default",
    .summary = "A NOT NULL column without a default",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .tags = "correctness",
    .peers =
        "squawk:adding-required-field strong_migrations:add_column "
        "pgfence:add-column-not-null-no-default "
        "postgres-language-server:addingRequiredField atlas:MF103 "
        "django-migration-linter:NOT_NULL migrationpilot:MP084",
    .docs = R"(
## What it does

Reports `ADD COLUMN ... NOT NULL` without a default, or with `DEFAULT NULL`, on
a table that may hold rows, and a unique key on an added column whose default is
one constant for all of them. Identity, serial and generated columns fill
themselves; tables that the same file creates or empties are empty.

## Why is this bad?

The server adds the column with NULL in each row and then finds that NULL is not
allowed: error 23502, under an ACCESS EXCLUSIVE lock. It works on a developer's
empty table and fails in production. So does a unique column that two rows get
the same default for: error 23505.

```sql,bad
ALTER TABLE orders ADD COLUMN code text NOT NULL;
```

```sql,good
ALTER TABLE orders ADD COLUMN code text NOT NULL DEFAULT '';
```

## How to do it

1. Add the column with a constant default: since 11 that rewrites nothing. Drop
   the default later if it is not wanted.
2. Or add it nullable, fill it in batches, then prove it with a validated `CHECK
   (code IS NOT NULL)` before `SET NOT NULL`.

## When the facts are not known

Tables that the history does not create are taken to hold rows, too.
)"};
static_assert(WellFormed(kInfo));

// How many ops before it are looked at: no more work than people's files need.
constexpr uint32_t kNear = 256;

// The last word of the file so far on the rows of the table is that all go.
bool IsEmptied(const AddColumn& add, const Moment& m) {
  bool emptied = false;
  auto same = [&](const Name& name) {
    return name.name == add.table.name && name.schema == add.table.schema;
  };
  for (uint32_t i = m.index - std::min(m.index, kNear); i < m.index; ++i) {
    const Op& op = *m.file.ops[i];
    if (m.file.statements[op.statement].section == Section::kDown) continue;
    if (const auto* all = As<Truncate>(op)) {
      emptied |= std::ranges::any_of(all->tables, same);
    } else if (const auto* remove = As<Delete>(op)) {
      emptied |= !remove->has_where && same(remove->table);
    } else if (const auto* insert = As<Insert>(op)) {
      if (same(insert->table)) emptied = false;
    } else if (const auto* copy = As<CopyData>(op)) {
      if (same(copy->table)) emptied = false;
    }
  }
  return emptied;
}

// A table that this file creates is taken to be empty.
void Check(const Refusal& refusal, const Context& context, Sink& out) {
  bool data = refusal.cause == Cause::kRequiredColumn ||
              refusal.cause == Cause::kRepeatedValue;
  if (!data) return;
  const auto* add = As<AddColumn>(*refusal.op);
  if (add == nullptr || context.moment->IsNew(add->table)) return;
  if (IsEmptied(*add, *context.moment)) return;
  ReportRefused(refusal, context, out);
}

}  // namespace

extern constexpr Rule kRequiredColumnWithoutDefault = On<Refusal, Check>(kInfo);

}  // namespace interlock::sql
