// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "enum-value-renamed",
    .summary = "A value of an enum gets another name under the running release",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility enum",
    .peers = "strong_migrations:rename_enum_value migrationpilot:MP060",
    .docs = R"(
## What it does

Reports `ALTER TYPE ... RENAME VALUE` of a type that was there before the
migration.

## Why is this bad?

The change is instant, and all rows show the new name at once. The running
release still compares with, and writes, the old one: each such query fails with
"invalid input value for enum", and code that reads the new one does not know
it.

```sql,bad
ALTER TYPE order_state RENAME VALUE 'sent' TO 'shipped';
```

```sql,good
CREATE TYPE parcel_state AS ENUM ('sent');
ALTER TYPE parcel_state RENAME VALUE 'sent' TO 'shipped';
```

## How to do it

1. `ADD VALUE` the new name.
2. Ship a release that reads both and writes the new one.
3. Update the old rows in batches, and leave the old value unused.

## When the facts are not known

A type that the history does not create is taken for one in use, with medium
confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const RenameEnumValue& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const TypeFact* type = m.view.FindType(op.type.schema, op.type.name);
  bool made = type != nullptr && type->enumeration != nullptr;
  if (made && type->born >= m.migration.first) return;
  auto finding = out.Report(
      op.span,
      "the running release still writes '{}', which {} no longer knows",
      op.from.text, op.type.name);
  if (type == nullptr) {
    finding.Sure(Confidence::kMedium);
  } else if (type->enumeration != nullptr) {
    const Migration* from = m.history.MigrationAt(type->born);
    if (from != nullptr && from->up != nullptr) {
      finding.Related(*from->up->source, type->enumeration->type.span,
                      "created here, by an earlier migration");
    }
  }
  finding.Help("add '{}' as a new value, and let releases move over",
               op.to.text);
}

}  // namespace

extern constexpr Rule kEnumValueRenamed = On<RenameEnumValue, Check>(kInfo);

}  // namespace interlock::sql
