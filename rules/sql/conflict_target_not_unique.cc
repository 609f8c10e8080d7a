// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "conflict-target-not-unique",
    .summary = "ON CONFLICT over columns that no unique key covers",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `ON CONFLICT (columns)` where the table has unique keys, but none over
just those columns. A table without any key is reported by
`conflict-without-unique-key`.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release.

```sql,bad
CREATE TABLE settings (id bigint PRIMARY KEY, name text);
INSERT INTO settings (id, name) VALUES (1, 'theme')
  ON CONFLICT (name) DO NOTHING;
```

```sql,good
CREATE TABLE settings (id bigint PRIMARY KEY, name text UNIQUE);
INSERT INTO settings (id, name) VALUES (1, 'theme')
  ON CONFLICT (name) DO NOTHING;
```

## How to do it

1. Name the columns of a key that the table has, or
2. add the unique key first.

## When the facts are not known

Silent: the rule speaks only of tables whose every key the history shows. A
unique index that is partial, or over expressions, may match.
)"};
static_assert(WellFormed(kInfo));

// A table without any key is another rule's.
void Check(const Refusal& refusal, const Context& context, Sink& out) {
  if (refusal.cause != Cause::kNoConflictKey) return;
  const View& view = context.moment->view;
  const auto* insert = As<Insert>(*refusal.op);
  const Relation* table = insert ? view.Find(insert->table) : nullptr;
  if (table == nullptr || view.HasUniqueKey(*table) == Answer::kNo) return;
  ReportRefused(refusal, context, out);
}

}  // namespace

extern constexpr Rule kConflictTargetNotUnique = On<Refusal, Check>(kInfo);

}  // namespace interlock::sql
