// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/refused.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "syntax-newer-than-server",
    .summary = "Syntax that the oldest server does not know",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "correctness",
    .peers = "squawk:pg_version migrationpilot:--pg-version",
    .docs = R"(
## What it does

Reports syntax that came with a later version of PostgreSQL than the oldest one
in use: virtual generated columns, `NOT ENFORCED`, `NULLS NOT DISTINCT`, `SET
EXPRESSION` and others. A warning until
`postgresql.version` in `.interlock.yml` states that version.

## Why is this bad?

The migration passes on a developer's newer server and stops with a syntax
error where it counts.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN upper_code text
  GENERATED ALWAYS AS (upper(code)) VIRTUAL;
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW order_codes AS SELECT id, upper(code) AS upper_code FROM orders;
```

## How to do it

1. Upgrade the servers first, or write it the older way.
2. State the version of the oldest server, so that this stays checked.

## When the facts are not known

PostgreSQL 15 is taken to be the oldest server until the config states one; the
finding is a warning then.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kSyntaxNewerThanServer =
    On<Refusal, ReportCause<Cause::kNewerSyntax>>(kInfo);

}  // namespace interlock::sql
