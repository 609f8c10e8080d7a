// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "migration-edited",
    .summary = "A migration that was merged is edited or deleted",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "order",
    .peers = "atlas:atlas.sum safe-migrate:chain-conflict",
    .docs = R"(
## What it does

With `--since REF`, compares with the commit at which the work left that
revision, and reports migrations that existed there and are changed, renamed or
deleted now. What undoes a migration may change freely. Where the framework
keeps no hash, comments and white space may change too.

## Why is this bad?

A merged migration has run somewhere. No runner runs it again, so a new database
gets the new text and the old ones keep the old. Flyway, Prisma, sqlx, Atlas and
Liquibase remember a hash and refuse to go on.

```sql,bad,file=MERGED/db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
```

```sql,good,file=MERGED/db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```sql,good,file=db/migrations/002_note.sql
ALTER TABLE orders ADD COLUMN note text;
```

## How to do it

Put the file back as it was, and write a new migration that makes the change.

## When the facts are not known

Without `--since` nothing is known of what was merged, and the rule is silent.
)"};
static_assert(WellFormed(kInfo));

bool InFolder(std::string_view path, const History& history) {
  std::string prefix = history.folder.empty() ? "" : history.folder + "/";
  return path.starts_with(prefix);
}

// A down file, a repeatable or a rollback script may change.
bool MayChange(std::string_view path) {
  std::string_view name = BaseName(path);
  std::string_view folder = BaseName(DirName(path));
  return name.starts_with("R__") || name.starts_with("U") ||
         name.find("down") != name.npos || name.find("rollback") != name.npos ||
         folder == "down" || folder == "revert" || folder == "rollback" ||
         folder == "verify";
}

void ReportEdited(const History& history, const SqlFile& now, const Source& old,
                  Sink& out) {
  const Source& source = *now.source;
  if (Essence(source.text(), history.framework) ==
      Essence(old.text(), history.framework)) {
    return;
  }
  auto finding = out.ReportIn(source, HeadOf(source.text()),
                              "this migration was merged and is edited since");
  if (RemembersContent(history.framework)) {
    finding.Help("{} refuses it: put it back, and write a new migration",
                 NameOf(history.framework));
  } else {
    finding.Help(
        "databases that ran it keep the old one: put it back, and write a new "
        "migration");
  }
}

void Check(const History& history, const Context& context, Sink& out) {
  const Project::Merged& merged = context.project.merged;
  if (!merged.known || history.lone) return;
  std::map<std::string_view, const SqlFile*> ups;
  for (const Migration& migration : history.migrations) {
    if (migration.up != nullptr) ups[migration.path] = migration.up;
  }
  const Source* gone = nullptr;
  size_t more = 0;
  for (const Source* old : merged.old) {
    auto now = ups.find(old->path());
    if (Classify(old->path(), "") != FileKind::kSql) continue;
    if (MayChange(old->path())) continue;
    if (now != ups.end()) {
      ReportEdited(history, *now->second, *old, out);
      continue;
    }
    bool deleted = context.project.Find(old->path()) == nullptr;
    if (!deleted || !InFolder(old->path(), history)) continue;
    if (gone == nullptr) {
      gone = old;
    } else {
      ++more;
    }
  }
  if (gone == nullptr) return;
  auto finding = out.ReportIn(
      *gone, HeadOf(gone->text()), "this migration was merged and is gone{}",
      more == 0 ? std::string() : fmt::format(", and {} more", more));
  finding.Help("databases that ran it keep what it did: bring it back");
}

}  // namespace

extern constexpr Rule kMigrationEdited = On<History, Check>(kInfo);

}  // namespace interlock::sql
