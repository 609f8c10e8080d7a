// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"enough", OptionType::kString, "1h",
     "A timeout this long is left to its author"},
};

constexpr RuleInfo kInfo{
    .id = "index-build-under-timeout",
    .summary =
        "A timeout can cancel a concurrent build and leave half an index",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .tags = "timeout",
    .peers =
        "strong_migrations:statement_timeout migrationpilot:MP020 "
        "safe-pg-migrations:timeouts",
    .options = kOptions,
    .docs = R"(
## What it does

Reports CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY while a
`statement_timeout` or a `lock_timeout` shorter than an hour (option `enough`)
is in effect, set by the file or, in `postgresql.settings`, by the runner: once
for all builds that one setting may cancel. Tables that the file creates are
left alone.

## Why is this bad?

A concurrent build waits for every transaction that is older than itself, and
it takes the longer the larger the table. A timeout that is right for ALTER
TABLE cancels it. What stays is an invalid index: no query uses it, every write
pays for it, a unique one already refuses rows, and IF NOT EXISTS finds it there
the next time and leaves it so. `lock_timeout` counts too: waiting for old
transactions is waiting for a lock.

```sql,bad
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

```sql,good
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

## How to do it

1. Set both timeouts to 0 in front of the build; it blocks nobody while it
   waits.
2. After a build that failed: `DROP INDEX CONCURRENTLY IF EXISTS` its index,
   then build it again.

## When the facts are not known

Timeouts of the role or the database are known only if the configuration names
them.
)"};
static_assert(WellFormed(kInfo));

// The builds that one setting may cancel.
struct Hit {
  Span first;
  uint32_t statement;  // where that begins
  TimeoutKind kind;
  const Op* set_by;
  int64_t milliseconds;
  std::vector<Span> more;
};

void Report(const Hit& hit, const SqlFile& file, Sink& out) {
  constexpr size_t kShown = 8;
  std::string_view text = file.source->text();
  size_t line = text.find('\n');
  bool crlf = line != text.npos && line > 0 && text[line - 1] == '\r';
  auto finding = out.Report(
      hit.first,
      "a {} of {} ms can cancel this build and leave an invalid index",
      NameOf(hit.kind), hit.milliseconds);
  finding.Help("SET {} = 0 in front of it", NameOf(hit.kind));
  if (hit.set_by != nullptr) {
    finding.Related(*file.source, hit.set_by->span, "set here");
  }
  for (size_t i = 0; i < std::min(hit.more.size(), kShown); ++i) {
    finding.Related(*file.source, hit.more[i], "this build too");
  }
  finding.Insert(
      "turn the timeout off", hit.statement,
      fmt::format("SET {} = 0;{}", NameOf(hit.kind), crlf ? "\r\n" : "\n"));
}

// On a table of this file, which holds next to nothing.
bool IsQuick(const Op& op, const Moment& m) {
  const auto* create = As<CreateIndex>(op);
  return create != nullptr && m.IsNew(create->table);
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  bool may_build =
      file.kinds.Has(OpKind::kCreateIndex) || file.kinds.Has(OpKind::kReindex);
  if (!may_build) return;
  int64_t enough =
      ParseDuration(context.options.String("enough")).value_or(3'600'000);
  std::vector<Hit> hits;
  auto each = [&](const auto& op, const Moment& m) {
    // Inside a transaction it is refused anyway.
    if (!op.concurrently || m.InTransaction() || IsQuick(op, m)) return;
    for (TimeoutKind kind : {TimeoutKind::kStatement, TimeoutKind::kLock}) {
      const Timeout& timeout = m.settings.Get(kind);
      if (!timeout.bounded() || timeout.milliseconds >= enough) continue;
      bool same = !hits.empty() && hits.back().set_by == timeout.set_by &&
                  hits.back().kind == kind;
      if (same) {
        hits.back().more.push_back(op.span);
      } else {
        hits.push_back({op.span,
                        m.statement().span.begin,
                        kind,
                        timeout.set_by,
                        timeout.milliseconds,
                        {}});
      }
      return;
    }
  };
  ForEachOp<CreateIndex, Reindex>(file, context, each);
  for (const Hit& hit : hits) Report(hit, file, out);
}

}  // namespace

extern constexpr Rule kIndexBuildUnderTimeout = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
