// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "truncate-live-table",
    .summary = "TRUNCATE shuts everybody out and empties a table in use",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewestNotes,
    .tags = "lock data-loss",
    .peers =
        "squawk:ban-truncate-cascade pgfence:truncate "
        "pgls:banTruncateCascade migrationpilot:MP036 "
        "diesel-guard:TruncateTableCheck pgrubic:US029",
    .docs = R"(
## What it does

Reports `TRUNCATE` of a table that was there before the migration; with CASCADE
as a warning, because that also empties tables that are not named.

## Why is this bad?

TRUNCATE takes ACCESS EXCLUSIVE until the transaction ends, so that readers
wait too. It is not safe for snapshots: a transaction that began before sees
the table empty. CASCADE goes on to every table with a foreign key to this one,
and from there to the next.

```sql,bad
TRUNCATE orders CASCADE;
```

```sql,good
CREATE TABLE scratch (id bigint);
TRUNCATE scratch;
```

## How to do it

1. Make sure that no running release needs the rows.
2. Name every table that is to be emptied instead of CASCADE.
3. Keep it the last statement of its transaction, with a low `lock_timeout`; or
   DELETE in batches, which blocks nobody.

## When the facts are not known

A table that the history does not create is taken for one with rows; confidence
is then medium.
)"};
static_assert(WellFormed(kInfo));

void Check(const Truncate& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  std::vector<std::string_view> names;
  const Relation* table = nullptr;
  for (const Name& name : op.tables) {
    if (!InUse(m, name)) continue;
    if (names.empty()) table = m.view.Find(name);
    names.push_back(name.name);
  }
  if (names.empty()) return;
  if (op.cascade) {
    auto finding = out.Report(op.span,
                              "this empties {} and every table that references "
                              "one of them, directly or not",
                              Listed(names));
    finding.At(Severity::kWarning)
        .Help("name each table that is to be emptied instead of CASCADE");
    ShowOrigin(finding, m.history, table);
    return;
  }
  auto finding = out.Report(
      op.span, "{} {} emptied, and its readers wait until this commits",
      Listed(names), names.size() == 1 ? "is" : "are");
  finding.Help(
      "make it the last statement of its transaction, with a lock_timeout, or "
      "DELETE in batches");
  ShowOrigin(finding, m.history, table);
}

}  // namespace

extern constexpr Rule kTruncateLiveTable = On<Truncate, Check>(kInfo);

}  // namespace interlock::sql
