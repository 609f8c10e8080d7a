// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-out-of-order",
    .summary = "A new migration sorts before one that was merged",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "order",
    .peers = "atlas:non-linear migrationpilot:SQ002",
    .docs = R"(
## What it does

With `--since REF`, reports a new migration whose version is lower than that of
one that was merged before.

## Why is this bad?

Databases that ran the merged one are past the new one. golang-migrate never
runs it and says nothing. goose, Flyway, Atlas and Supabase refuse to go on.
Others run it late, so that old databases and new ones see two orders. It
happens when a branch takes its number long before it is merged.

```sql,bad,file=MERGED/db/migrations/003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,bad,file=db/migrations/003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,bad,file=db/migrations/002_parcels.sql
CREATE TABLE parcels (id bigint PRIMARY KEY);
```

```sql,good,file=MERGED/db/migrations/003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/004_parcels.sql
CREATE TABLE parcels (id bigint PRIMARY KEY);
```

## How to do it

Give the new migration a version behind all merged ones before it is merged.

## When the facts are not known

Without `--since` the rule is silent. Orders that do not go by names (Sqitch's
plan, Liquibase's change logs, Drizzle's journal) are left alone.
)"};
static_assert(WellFormed(kInfo));

void Check(const History& history, const Context& context, Sink& out) {
  const Project::Merged& merged = context.project.merged;
  LateArrival late = LateArrivalOf(history.framework);
  if (!merged.known || history.lone || late == LateArrival::kUnordered) return;
  auto is_new = [&](const Migration& migration) {
    return std::ranges::binary_search(
        merged.added, migration.path, {},
        [](const auto& path) { return std::string_view(path); });
  };
  const Migration* last = nullptr;
  for (auto at = history.migrations.rbegin(); at != history.migrations.rend();
       ++at) {
    bool repeatable = BaseName(at->path).starts_with("R__");
    if (repeatable) continue;
    if (!is_new(*at)) {
      if (last == nullptr) last = &*at;
      continue;
    }
    if (last == nullptr || at->up == nullptr) continue;
    const Source& source = *at->up->source;
    auto finding = out.ReportIn(source, HeadOf(source.text()),
                                "this new migration sorts before {}",
                                Printable(BaseName(last->path)));
    if (late == LateArrival::kRefused) {
      finding.At(Severity::kError)
          .Help("{} refuses that: give it a later version",
                NameOf(history.framework));
    } else if (late == LateArrival::kSkipped) {
      finding.At(Severity::kError)
          .Help("{} never runs it where that one ran: give it a later version",
                NameOf(history.framework));
    } else {
      finding.Help(
          "old databases run it after that one, new ones before: give it a "
          "later version");
    }
  }
}

}  // namespace

extern constexpr Rule kMigrationOutOfOrder = On<History, Check>(kInfo);

}  // namespace interlock::sql
