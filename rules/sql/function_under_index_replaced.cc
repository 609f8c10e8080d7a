// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <vector>

#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "function-under-index-replaced",
    .summary = "A function that an index or constraint relies on is replaced",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "data",
    .peers =
        "safe-migrate:function-volatility-change safe-migrate:broken-compute",
    .docs = R"(
## What it does

Reports `CREATE OR REPLACE FUNCTION` with another body or another volatility
than before, when an index, a CHECK or a stored generated column calls the
function.

## Why is this bad?

What is stored stays as the old function computed it. The index finds rows by
their old values and misses others, the CHECK is not asked again about old
rows, the generated column keeps what it had; nothing says so. A function that
is no longer IMMUTABLE makes the index wrong little by little.

```sql,bad,file=db/migrations/001_tables.sql
CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower($1)';
CREATE TABLE codes (id bigint PRIMARY KEY, code text);
CREATE INDEX codes_plain_idx ON codes (plain(code));
```

```sql,bad,file=db/migrations/002_change.sql
CREATE OR REPLACE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower(trim($1))';
```

```sql,good,file=db/migrations/001_tables.sql
CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower($1)';
CREATE TABLE codes (id bigint PRIMARY KEY, code text);
CREATE INDEX codes_plain_idx ON codes (plain(code));
```

```sql,good,file=db/migrations/002_change.sql
CREATE FUNCTION plain2(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower(trim($1))';
```

## How to do it

1. Create the new function under a new name.
2. Build a second index on it with CONCURRENTLY, or add a second CHECK as NOT
   VALID and validate it.
3. Ship the release that asks by the new function, then drop the old ones.

Where the function must keep its name: replace it, then `REINDEX INDEX
CONCURRENTLY` at once.

## When the facts are not known

Functions and indexes that the history does not show are not guessed at. A body
that only calls another function which changed is not seen.
)"};
static_assert(WellFormed(kInfo));

bool IsSame(const CreateFunction& op, const Moment& m,
            const FunctionVersion& before) {
  if (op.volatility != before.def->volatility) return false;
  std::string_view text = m.view.TextAt(before.when);
  if (op.body.empty() || before.def->body.end > text.size()) return false;
  return before.def->body.In(text) == m.file.source->Text(op.body);
}

// What is kept of its results, and was there before the file.
std::vector<std::string_view> KeptBy(const Moment& m,
                                     const FunctionFact& function) {
  std::vector<std::string_view> users;
  for (const Needer& needer : m.view.NeedersOf(function)) {
    bool stored =
        needer.bond == Bond::kExpression || needer.bond == Bond::kGenerated;
    if (!stored || needer.object->born >= m.migration.first) continue;
    users.push_back(needer.what == Needer::What::kColumn
                        ? needer.part
                        : m.view.NameOf(*needer.object));
  }
  return users;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<CreateFunction>(
      file, context, [&](const CreateFunction& op, const Moment& m) {
        if (!op.or_replace || m.Fails()) return;
        const Name& name = op.function;
        const Overload* at = m.view.FindFunctions(name.schema, name.name);
        for (int left = 20; at != nullptr && left > 0; --left, at = at->next) {
          const FunctionVersion* before = m.view.VersionOf(*at->function);
          bool other = before == nullptr ||
                       before->def->arguments.size() != op.arguments.size();
          if (other || IsSame(op, m, *before)) continue;
          auto users = KeptBy(m, *at->function);
          if (users.empty()) continue;
          out.Report(op.function.span, "{} keeps what the old {} computed",
                     Listed(users), name.name)
              .Help(
                  "make the new function under another name, with an index or "
                  "constraint of its own; or REINDEX CONCURRENTLY at once");
          return;
        }
      });
}

}  // namespace

extern constexpr Rule kFunctionUnderIndexReplaced = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
