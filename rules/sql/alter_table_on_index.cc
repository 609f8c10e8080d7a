// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "alter-table-on-index",
    .summary = "ALTER TABLE on an index takes a stronger lock than ALTER INDEX",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .fix = FixKind::kSafe,
    .tags = "lock index",
    .docs = R"(
## What it does

Reports `ALTER TABLE ... RENAME TO` that is written for an index.

## Why is this bad?

The server allows it, but takes ACCESS EXCLUSIVE on the index, which all queries
on its table wait for, since planning looks at every index. `ALTER INDEX ...
RENAME TO` does the same under SHARE UPDATE EXCLUSIVE from PostgreSQL 12 on and
stops nobody.

```sql,bad
CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
ALTER TABLE parcels_code RENAME TO parcels_code_idx;
```

```sql,good
CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
ALTER INDEX parcels_code RENAME TO parcels_code_idx;
```

## How to do it

Write ALTER INDEX.

## When the facts are not known

A name that the history does not know is taken for a table's.
)"};
static_assert(WellFormed(kInfo));

void Check(const RenameTable& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const Relation* relation = m.view.Find(op.table);
  if (relation == nullptr || relation->kind != RelationKind::kIndex) return;
  // "ALTER TABLE": its second word.
  std::string_view text = m.file.source->Text(m.statement().span);
  size_t at = AsciiLower(text).find("table");
  auto finding =
      out.Report(op.span, "{} is an index: ALTER TABLE shuts it to all queries",
                 op.table.name);
  finding.Help("write ALTER INDEX");
  auto begin = static_cast<uint32_t>(m.statement().span.begin + at);
  bool early = at != text.npos && begin + 5 <= op.table.span.begin;
  if (early) finding.Replace("write ALTER INDEX", {begin, begin + 5}, "INDEX");
}

}  // namespace

extern constexpr Rule kAlterTableOnIndex = On<RenameTable, Check>(kInfo);

}  // namespace interlock::sql
