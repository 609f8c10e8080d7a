// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/held_locks.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kString, "30s",
     "The longest lock_timeout that counts as one"},
    {"every", OptionType::kBool, "false",
     "Report every such migration, not the newest alone"},
};

constexpr RuleInfo kInfo{
    .id = "lock-timeout-missing",
    .summary = "A strong lock is taken while no lock_timeout is in effect",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .tags = "lock timeout",
    .peers =
        "squawk:require-timeout-settings eugene:E9 "
        "pgfence:missing-lock-timeout migrationpilot:MP004",
    .options = kOptions,
    .docs = R"(
## What it does

Looks at the newest migration of a history that takes a lock which blocks writes
on a table that was there before, and reports the first statement of it that
does so while no `lock_timeout` is in effect. Older migrations have run; with
the option `every` they are reported too, one finding a file. SQL files that
belong to no history are judged where the project has none at all.

What counts is the effect, not the presence: `SET LOCAL` ends with its
transaction and does nothing outside of one, `SET` ends at ROLLBACK, `RESET`
goes back to the runner's value, and 0 turns the timeout off. Timeouts that the
runner or the role sets are declared once, in `postgresql.settings` of the
configuration.

## Why is this bad?

A statement that wants a strong lock queues behind every transaction that uses
the table, and everything that comes later queues behind the statement. One
long report is enough to stop all reads and writes of the table, although the
change itself takes a millisecond. With a `lock_timeout` the statement gives up
instead, and can be tried again.

```sql,bad
ALTER TABLE orders ADD COLUMN note text;
```

```sql,good
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
```

```sql,bad
SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
```

```sql,good
BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
```

## How to do it

1. Set `lock_timeout` to a few seconds at the top of the migration, or for the
   role that runs migrations.
2. Run the migration again when it gives up; a tool that retries does this by
   itself.
3. Turn it off (`0`) only for `CREATE INDEX CONCURRENTLY` and its like, which
   block nobody while they wait.

## When the facts are not known

A table that the history does not create is taken for one in use; confidence
is then medium. Code in DO blocks and statements that are not understood are
not judged. A value that is no duration changes nothing, as on the server.
)"};
static_assert(WellFormed(kInfo));

// The white space before the statement on its line, to repeat it.
std::string Indent(std::string_view text, uint32_t at) {
  uint32_t begin = at;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) {
    --begin;
  }
  bool own_line = begin == 0 || text[begin - 1] == '\n';
  return own_line ? std::string(text.substr(begin, at - begin)) : "";
}

std::string LineEnd(std::string_view text) {
  size_t at = text.find('\n');
  bool crlf = at != text.npos && at > 0 && text[at - 1] == '\r';
  return crlf ? "\r\n" : "\n";
}

void Report(const Moment& m, const RelationEffect& item, int64_t max,
            const SetVariable* idle, Sink& out) {
  const Timeout& set = m.settings.lock_timeout();
  const Source& source = *m.file.source;
  auto finding =
      set.bounded()
          ? out.ReportIn(
                source, m.op.span,
                "{} on {} is taken with a lock_timeout of {} ms, which "
                "is too long",
                NameOf(item.lock), item.name.name, set.milliseconds)
          : out.ReportIn(source, m.op.span,
                         "{} on {} is taken with no lock_timeout in effect",
                         NameOf(item.lock), item.name.name);
  if (set.set_by != nullptr) {
    finding.Related(*m.file.source, set.set_by->span, "set here");
  } else if (idle != nullptr) {
    finding.Related(*m.file.source, idle->span,
                    "SET LOCAL does nothing outside of a transaction");
  }
  if (item.relation == nullptr || item.relation->assumed) {
    finding.Sure(Confidence::kMedium);
  }
  int64_t seconds = std::clamp<int64_t>(max / 1000, 1, 5);
  std::string_view scope = m.InTransaction() ? "SET LOCAL" : "SET";
  finding.Help(
      "write {} lock_timeout = '{}s' before it, or name the runner's own in "
      "postgresql.settings",
      scope, seconds);
  if (set.bounded()) return;  // its value is the author's to change
  std::string_view text = m.file.source->text();
  uint32_t at = m.statement().span.begin;
  finding.Insert("set a lock_timeout", at,
                 fmt::format("{} lock_timeout = '{}s';{}{}", scope, seconds,
                             LineEnd(text), Indent(text, at)));
}

enum class Verdict : uint8_t { kNoLock, kBounded, kReported };

// One finding a file. A timeout that comes too late is shown with it.
Verdict CheckOne(const History& history, const Migration& migration,
                 int64_t max, Sink& out) {
  Verdict verdict = Verdict::kNoLock;
  const SetVariable* idle = nullptr;
  ForEachMoment(history, migration, [&](const Op& op, const Moment& m) {
    if (verdict == Verdict::kReported) return;
    if (const auto* set = As<SetVariable>(op)) {
      bool lost = set->variable == "lock_timeout" && !set->reset &&
                  set->scope == SetScope::kLocal && !m.InTransaction();
      if (lost) idle = set;
      return;
    }
    const RelationEffect* item = LockedInUse(m);
    if (item == nullptr) return;
    const Timeout& set = m.settings.lock_timeout();
    verdict = Verdict::kBounded;
    if (set.bounded() && set.milliseconds <= max) return;
    verdict = Verdict::kReported;
    Report(m, *item, max, idle, out);
  });
  return verdict;
}

// A file on its own, where the project has a history: no migration, most
// likely.
bool IsAside(const History& history, const Project& project) {
  return history.lone &&
         std::ranges::any_of(project.histories,
                             [](const auto& one) { return !one->lone; });
}

void Check(const History& history, const Context& context, Sink& out) {
  if (IsAside(history, context.project)) return;
  int64_t max = ParseDuration(context.options.String("max")).value_or(30'000);
  bool every = context.options.Bool("every");
  const auto& migrations = history.migrations;
  for (auto at = migrations.rbegin(); at != migrations.rend(); ++at) {
    if (at->up == nullptr) continue;
    Verdict verdict = CheckOne(history, *at, max, out);
    if (verdict != Verdict::kNoLock && !every) return;
  }
}

}  // namespace

extern constexpr Rule kLockTimeoutMissing = On<History, Check>(kInfo);

}  // namespace interlock::sql
