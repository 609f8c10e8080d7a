// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min", OptionType::kString, "1h",
     "The shortest timeout that leaves a build enough time"},
};

constexpr RuleInfo kInfo{
    .id = "timeout-cancels-index-build",
    .summary =
        "A timeout may cancel a concurrent index build and leave it invalid",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .tags = "index timeout",
    .peers =
        "strong_migrations:statement_timeout migrationpilot:MP020 "
        "safe-pg-migrations:statement_timeout",
    .options = kOptions,
    .docs = R"(
## What it does

Reports `CREATE INDEX CONCURRENTLY` and `REINDEX CONCURRENTLY` while a
`statement_timeout` or a `lock_timeout` shorter than the option `min` is in
effect.

## Why is this bad?

A concurrent build reads the table twice and waits for every transaction that
is older than itself, which may be hours. A statement_timeout ends the whole; a
lock_timeout ends one of the waits. Either way an invalid index stays behind,
which slows each write, serves no query, and has to be dropped by hand.

```sql,bad
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

```sql,good
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
```

## How to do it

Turn both off (`SET lock_timeout = 0`, `SET statement_timeout = 0`) for the
build: it blocks neither reads nor writes while it waits.

## When the facts are not known

Timeouts that the server, the role or the runner sets are only known if the
configuration says so in `postgresql.settings`.
)"};
static_assert(WellFormed(kInfo));

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  const auto* create = As<CreateIndex>(op);
  const auto* reindex = As<Reindex>(op);
  bool concurrently =
      create != nullptr ? create->concurrently : reindex->concurrently;
  if (!concurrently) return;
  const Name& name = create != nullptr ? create->table : reindex->name;
  if (!InUse(m, name)) return;
  int64_t min = ParseDuration(context.options.String("min")).value_or(0);
  struct {
    std::string_view name;
    const Timeout& value;
  } timeouts[] = {{"statement_timeout", m.settings.statement_timeout()},
                  {"lock_timeout", m.settings.lock_timeout()}};
  for (const auto& [variable, value] : timeouts) {
    if (!value.bounded() || value.milliseconds >= min) continue;
    auto finding = out.Report(
        op.span,
        "a {} of {} ms may cancel this build on {} and leave an invalid index",
        variable, value.milliseconds, name.name);
    if (value.set_by != nullptr) {
      finding.Related(*m.file.source, value.set_by->span, "set here");
    }
    finding.Help("SET {} = 0 before it", variable);
    std::string off = fmt::format("SET {} = 0;\n", variable);
    if (!m.InTransaction()) {
      finding.Insert("turn it off for the build", m.statement().span.begin,
                     std::move(off));
    }
    return;
  }
}

}  // namespace

extern constexpr Rule kTimeoutCancelsIndexBuild =
    OnOps<Check, OpKind::kCreateIndex, OpKind::kReindex>(kInfo);

}  // namespace interlock::sql
