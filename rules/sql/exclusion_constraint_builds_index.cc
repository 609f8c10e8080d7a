// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "exclusion-constraint-builds-index",
    .summary =
        "An exclusion constraint builds its index under ACCESS EXCLUSIVE",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "lock index constraint",
    .peers =
        "eugene:E8 strong_migrations:add_exclusion_constraint "
        "pgfence:add-exclude pgls:addingExclusionConstraint "
        "migrationpilot:MP031 diesel-guard:AddExclusionConstraintCheck",
    .docs = R"(
## What it does

Reports `ADD CONSTRAINT ... EXCLUDE` on a table that was there before the
migration.

## Why is this bad?

The server builds the index of the constraint, and checks each row against all
others, while it holds ACCESS EXCLUSIVE: nobody reads or writes until it is
done. Unlike a unique constraint, it cannot take over an index that was built
concurrently.

```sql,bad
ALTER TABLE bookings
  ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
```

```sql,good
CREATE TABLE stays (
  during tstzrange,
  EXCLUDE USING gist (during WITH &&)
);
```

## How to do it

There is no way without a lock. Plan a window; or make a new table that has the
constraint from the start, write to both, copy the old rows over in batches, and
swap the names. From PostgreSQL 18 on, a unique constraint WITHOUT OVERLAPS has
the same limits.

## When the facts are not known

A table that the history does not create is taken for one with rows, with
medium confidence.
)"};
static_assert(WellFormed(kInfo));

void Check(const AddConstraint& op, const Context& context, Sink& out) {
  if (op.constraint.kind != ConstraintKind::kExclude) return;
  const Moment& m = *context.moment;
  const RelationEffect* item = MetInUse(m, op.table);
  if (item == nullptr || item->work < Work::kScan) return;
  auto finding = out.Report(
      op.span,
      "the index of this constraint is built on {} with all access shut",
      op.table.name);
  Weigh(finding, m, *item);
  finding.Help("there is no concurrent way: plan a window for it");
}

}  // namespace

extern constexpr Rule kExclusionConstraintBuildsIndex =
    On<AddConstraint, Check>(kInfo);

}  // namespace interlock::sql
