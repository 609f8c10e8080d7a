// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_columns.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "timestamp-without-time-zone",
    .summary = "A timestamp that does not say which moment it means",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .fix = FixKind::kUnsafe,
    .tags = "types",
    .peers =
        "squawk:prefer-timestamp-tz pgls:preferTimestamptz "
        "pgfence:prefer-timestamptz migrationpilot:MP040 "
        "diesel-guard:TimestampTypeCheck pgrubic:TP001",
    .docs = R"(
## What it does

Reports new columns of type `timestamp` without time zone. For those who like
strictness: off by default.

## Why is this bad?

It stores what a clock showed, not where. Sessions with another time zone read
another moment, now() is cut to the session's local time, and an hour comes
twice each autumn. timestamptz takes the same eight bytes and stores the
moment. To change later rewrites the table unless the session's time zone is
UTC.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamp);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);
```

## How to do it

Use timestamptz. Keep timestamp for what really is a local time, such as the
opening of a shop, and suppress the finding with that reason.

## When the facts are not known

Nothing needs to be known. The fix changes a new table alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachNewColumn(file, context, [&](const NewColumn& at, const Moment&) {
    const TypeName& type = at.column.type;
    if (type.name() != "timestamp") return;
    auto finding = out.Report(type.span, "{} is a time of day without a place",
                              at.column.name.text);
    finding.Help("use timestamptz");
    bool plain = type.modifier_count() == 0 && type.array_dims() == 0;
    if (plain && at.IsFixable()) {
      finding.Replace("use timestamptz", type.span, "timestamptz");
    }
  });
}

}  // namespace

extern constexpr Rule kTimestampWithoutTimeZone = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
