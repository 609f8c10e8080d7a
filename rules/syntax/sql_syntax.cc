// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "core/text.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "sql-syntax",
                         .summary = "SQL that the PostgreSQL grammar refuses",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports statements that PostgreSQL's own grammar does not accept. psql commands,
COPY data and the placeholders of migration frameworks are no statements and are
left alone.

Files for another database are not read; `other-dialect-skipped` names them.

## Why is this bad?
The migration fails when it is applied: at release time, with the statements
before it perhaps already committed. No other rule can look at such a statement
either, so whatever it does goes unseen.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY,);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY);
```

## When the facts are not known
A file that is no part of a migration history may be a text that a program fills
in before it sends it. Where the grammar stumbles over a mark of such a hole,
as in `{} LIMIT $1` or `WHERE id = %s`, the finding is only a note.
)"};
static_assert(WellFormed(kInfo));

// "{}", "%s", ":id", "@id", "?": marks of what a program fills in.
bool AtHole(const Source& source, Span at) {
  std::string_view text = source.text().substr(at.begin);
  return !text.empty() &&
         std::string_view("{%?:@").find(text[0]) != std::string_view::npos;
}

// The file of a program's query, not of a migration.
bool IsTemplate(const sql::SqlFile& file, const Project& project) {
  sql::Standing at = sql::Locate(project.histories, file);
  if (at.history != nullptr && !at.history->lone) return false;
  return std::ranges::any_of(file.errors, [&](const SyntaxError& error) {
    return AtHole(*file.source, error.span);
  });
}

void Check(const InputFile& file, const Context& context, Sink& out) {
  if (file.sql == nullptr || file.sql->errors.empty()) return;
  if (context.project.IsForeign(*file.sql)) return;
  bool filled_in = IsTemplate(*file.sql, context.project);
  for (const SyntaxError& error : file.sql->errors) {
    auto finding = out.Report(error.span, "{}", Printable(error.message));
    if (filled_in) {
      finding.At(Severity::kNote)
          .Help("if a program fills this file in, list it under `exclude`");
    } else {
      finding.Help("{}", error.help);
    }
  }
}

}  // namespace

extern constexpr Rule kSqlSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
