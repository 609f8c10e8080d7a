// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-version-gap",
    .summary = "A number is missing in a history that has no others missing",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "order",
    .peers = "migrationpilot:SQ003",
    .docs = R"(
## What it does

Reports a number that no migration has, in a history whose numbers otherwise
follow each other: 1, 2, 3, 5. Times of day, and histories with many holes, are
left alone. It runs in the persona `pedantic`.

## Why is this bad?

The missing file is often one that was not added to the commit, or that somebody
deleted after it ran somewhere. A new database then differs from the old ones.

```sql,bad,file=db/migrations/001_a.sql
CREATE TABLE a (id int);
```

```sql,bad,file=db/migrations/002_b.sql
CREATE TABLE b (id int);
```

```sql,bad,file=db/migrations/003_c.sql
CREATE TABLE c (id int);
```

```sql,bad,file=db/migrations/005_e.sql
CREATE TABLE e (id int);
```

```sql,bad,file=db/migrations/006_f.sql
CREATE TABLE f (id int);
```

```sql,good,file=db/migrations/001_a.sql
CREATE TABLE a (id int);
```

```sql,good,file=db/migrations/002_b.sql
CREATE TABLE b (id int);
```

## How to do it

Look into the version control for the missing file. If it never ran anywhere,
leave the gap, or number the new migrations anew before they are merged.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context&, Sink& out) {
  for (const VersionGap& gap : GapsOf(history)) {
    if (gap.after->up == nullptr) continue;
    const Source& source = *gap.after->up->source;
    bool one = gap.first == gap.last;
    auto finding =
        one ? out.ReportIn(source, HeadOf(source.text()),
                           "no migration has the number {}", gap.first)
            : out.ReportIn(source, HeadOf(source.text()),
                           "no migration has the numbers {} to {}", gap.first,
                           gap.last);
    finding.Help("look whether a file was left out of a commit");
  }
}

}  // namespace

extern constexpr Rule kMigrationVersionGap = On<History, Check>(kInfo);

}  // namespace interlock::sql
