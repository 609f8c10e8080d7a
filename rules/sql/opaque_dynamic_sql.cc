// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "parsers/sql/lexer.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "opaque-dynamic-sql",
    .summary = "Code runs statements that are put together while it runs",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .scope = Scope::kNewest,
    .tags = "unknown",
    .peers =
        "pgfence:unanalyzable safe-migrate:opaque-dynamic-sql "
        "migrationpilot:MP063",
    .docs = R"(
## What it does

Says once for each file that a DO block, or a function that the file calls,
runs statements which are not written in it: `EXECUTE` of text that is put
together, or code in a language that is not read. Constant statements in such
code are read and judged as if they stood alone.

## Why is this bad?

Nobody can say beforehand, in a review or by a tool, what it locks, rewrites or
drops. From there on what interlock knows of the schema is a guess, and says
so.

```sql,bad
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'app' LOOP
    EXECUTE format('ALTER TABLE app.%I ADD COLUMN note text', t);
  END LOOP;
END $$;
```

```sql,good
DO $$
BEGIN
  ALTER TABLE orders ADD COLUMN note text;
END $$;
```

## How to do it

Write the statements out, one for each object: generate the file once, by the
same loop, and commit what it made. Where that cannot be, set `lock_timeout` in
front, so that whatever runs gives up rather than block.

## When the facts are not known

That is what this rule says. Functions that are only defined are left alone;
they do not run here.
)"};
static_assert(WellFormed(kInfo));

// Why nobody can say what the block does; empty when all of it was read.
std::string_view WhyOpaque(const DoBlock& op, std::string_view text) {
  constexpr std::string_view kMakes = "runs statements that it puts together";
  const Body& body = *op.body_facts;
  if (body.readable) return body.dynamic.empty() ? "" : kMakes;
  if (op.language != "plpgsql") return "is in a language that is not read";
  if (&body != &kNoBody) return "cannot be read";
  Tokens tokens(text, op.body);
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd;
       token = tokens.Next()) {
    if (WordIs(text, token, "execute")) return kMakes;
  }
  return "";
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  const DoBlock* first = nullptr;
  size_t more = 0;
  ForEachOp<DoBlock>(file, context, [&](const DoBlock& op, const Moment&) {
    if (WhyOpaque(op, file.source->text()).empty()) return;
    if (first == nullptr) {
      first = &op;
    } else {
      ++more;
    }
  });
  if (first == nullptr) return;
  Span span = first->span;
  const Body& body = *first->body_facts;
  if (body.readable && !body.dynamic.empty()) span = body.dynamic.front();
  auto finding = out.Report(
      span, "this DO block {}: what it locks or drops is not known{}",
      WhyOpaque(*first, file.source->text()),
      more == 0 ? std::string() : fmt::format(" (and {} more here)", more));
  finding.Help("write the statements out, one for each object");
}

}  // namespace

extern constexpr Rule kOpaqueDynamicSql = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
