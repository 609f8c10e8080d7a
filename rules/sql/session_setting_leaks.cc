// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "session-setting-leaks",
    .summary = "A setting of the session outlives its migration",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "transaction correctness",
    .peers = "migrationpilot:MP083",
    .docs = R"(
## What it does

Reports `search_path`, `role` and `session_replication_role` that a migration
sets for its session and does not put back: by SET without LOCAL, by
`set_config(..., false)`, as pg_dump writes it.

Timeouts, time zones and settings that only pg_dump's own output needs are left
alone, and so is what RESET, RESET ALL or DISCARD ALL puts back.

## Why is this bad?

Most frameworks run all that is pending in one session. The next migration then
finds its tables under another search path, or not at all, creates them as
another owner, or runs without triggers and foreign keys. On a machine where
migrations run one at a time nothing shows.

```sql,bad,file=db/migrations/1_audit.sql
-- +goose Up
SET search_path = audit;
CREATE TABLE entries (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/1_audit.sql
-- +goose Up
SET LOCAL search_path = audit;
CREATE TABLE entries (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/1_audit.sql
-- +goose Up
SET search_path = audit;
CREATE TABLE entries (id bigint PRIMARY KEY);
RESET search_path;
```

## How to do it

Write SET LOCAL, which ends with the transaction, or name schemas in full. A
migration that has no transaction needs a RESET at its end.

## When the facts are not known

Plain files and sqitch's changes run in sessions of their own, as far as is
known, and are not judged. What functions set is not looked at.
)",
};
static_assert(WellFormed(kInfo));

// All files of a run share a session.
bool SharesSession(Framework framework) {
  switch (framework) {
    case Framework::kPlain:
    case Framework::kSqitch:
    case Framework::kRails:
    case Framework::kPrisma:
      return false;
    default:
      return true;
  }
}

// What a session begins with anyway.
bool IsUsual(std::string_view value) {
  return EqualsIgnoringCase(value, "none") ||
         EqualsIgnoringCase(value, "origin");
}

void Report(const SettingText& leaks, TextKind kind, Framework framework,
            Sink& out) {
  const auto* set = As<SetVariable>(*leaks.set_by);
  auto finding = out.Report(
      leaks.set_by->span, "{} stays '{}' for the migrations that {} runs next",
      NameOf(kind), leaks.value.substr(0, 60), NameOf(framework));
  if (set != nullptr && set->by_function) {
    finding.Help("pass true as its third argument, or RESET {} at the end",
                 NameOf(kind));
  } else {
    finding.Help("write SET LOCAL, or RESET {} at the end", NameOf(kind));
  }
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (!file.kinds.Has(OpKind::kSetVariable)) return;
  if (context.moments == nullptr) return;
  Framework framework = context.moments->history().framework;
  if (!SharesSession(framework)) return;
  const Settings& after = context.moments->last_settings();
  for (TextKind kind :
       {TextKind::kSearchPath, TextKind::kRole, TextKind::kReplication}) {
    const SettingText& leaks = after.Lasting(kind);
    if (leaks.set_by == nullptr || IsUsual(leaks.value)) continue;
    Report(leaks, kind, framework, out);
  }
}

}  // namespace

extern constexpr Rule kSessionSettingLeaks = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
