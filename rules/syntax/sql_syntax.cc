// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
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
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.sql == nullptr) return;
  for (const SyntaxError& error : file.sql->errors) {
    out.Report(error.span, "{}", Printable(error.message))
        .Help("{}", error.help);
  }
}

}  // namespace

extern constexpr Rule kSqlSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
