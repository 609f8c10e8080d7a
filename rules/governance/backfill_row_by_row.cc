// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/script_lines.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "backfill-row-by-row",
    .summary = "A backfill sends one statement for each row",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .tags = "backfill",
    .docs = R"(
## What it does
Reports programs below folders of scripts, and those with `backfill` in their
name, that loop over rows and send an UPDATE or DELETE for each of them.

## Why is this bad?
Ten million rows are ten million round trips and as many transactions: the job
that takes minutes in batches takes a night, loads the server all the while, and
starts from the beginning when it breaks.

```ts,bad,file=scripts/backfill_orders.ts
for (const row of rows) {
  await pool.query('UPDATE orders SET total = cents WHERE id = $1', [row.id]);
}
```

```ts,good,file=scripts/backfill_orders.ts
for (let from = 0; from <= last; from += 1000) {
  await pool.query(
    `UPDATE orders SET total = cents
     WHERE id > $1 AND id <= $2 AND total IS NULL`, [from, from + 1000]);
  await pause();
}
```

## How to do it
Update ranges of the primary key in one statement each, pause between them, and
write down how far it has come.
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  bool shell = file.path().ends_with(".sh");
  if (file.kind != FileKind::kScript || shell) return;
  for (Span statement : FindRowStatements(*file.source)) {
    out.Report(statement, "one statement for each row: {}",
               Printable(file.source->Text(statement)))
        .Help("change a range of keys in one statement, pause, and go on");
  }
}

}  // namespace

extern constexpr Rule kBackfillRowByRow = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
