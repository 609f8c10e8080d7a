// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "not-valid-fk-on-partitioned",
    .summary = "A NOT VALID foreign key on a partitioned table",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .docs = R"(
## What it does

Reports `ADD FOREIGN KEY ... NOT VALID` on a partitioned table when the oldest
server is 17 or older. A warning until
`postgresql.version` in `.interlock.yml` states that version.

## Why is this bad?

The server stops at the statement. What ran before it in the same transaction
is rolled back; without one, the migration is left half done in the middle of a
release. PostgreSQL takes such keys since 18.

```sql,bad
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, customer_id bigint) PARTITION BY LIST (id);
ALTER TABLE events ADD CONSTRAINT events_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
```

```sql,good
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, customer_id bigint) PARTITION BY LIST (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
ALTER TABLE events_1 ADD CONSTRAINT events_1_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
```

## How to do it

1. Add the key to each partition with `NOT VALID`: brief locks on both tables.
2. `VALIDATE CONSTRAINT` on each, in a migration of its own.
3. Add the key to the partitioned table: it takes over those of the partitions
   and reads no row.

## When the facts are not known

PostgreSQL 15 is taken to be the oldest server until the config states one; the
finding is a warning then.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kNotValidFkOnPartitioned =
    On<Refusal, ReportCause<Cause::kNotValidOnPartitioned>>(kInfo);

}  // namespace interlock::sql
