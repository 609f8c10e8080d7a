// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "migration-empty",
                         .summary = "A migration does nothing",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kNote,
                         .scope = Scope::kNewest,
                         .tags = "order",
                         .docs = R"(
## What it does

Reports a migration whose way up holds no statement. Files with text that could
not be read are left alone.

## Why is this bad?

An empty file is usually one that was not saved, or whose statements stand below
the wrong marker: everything behind `-- +goose Down` goes down. It runs without
an error, is written down as done, and can never be filled in again.

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,bad,file=db/migrations/002_parcels.sql
-- The parcels of an order.
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

## How to do it

Delete the file before it is merged, or say `SELECT 1;` where an empty step is
meant.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down || at.history->lone) return;
  if (!file.errors.empty() || !file.foreign.empty()) return;
  bool goes_up = std::ranges::any_of(file.statements, [](const Statement& s) {
    return s.section == Section::kUp;
  });
  if (goes_up) return;
  std::string_view help =
      file.statements.empty()
          ? "delete it, or say SELECT 1 if that is meant"
          : "all its statements stand in the section that goes down";
  out.Report(HeadOf(file.source->text()), "this migration does nothing")
      .Help("{}", help);
}

}  // namespace

extern constexpr Rule kMigrationEmpty = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
