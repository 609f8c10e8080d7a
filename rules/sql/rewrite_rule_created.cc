// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rewrite-rule-created",
    .summary = "A rule changes what statements on a table mean",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "design",
    .peers = "pgrubic:GN034",
    .docs = R"(
## What it does

Reports `CREATE RULE`. For those who like strictness: off by default.

## Why is this bad?

A rule rewrites the text of a statement before it is planned: expressions such
as nextval() or random() may be evaluated twice, RETURNING and the number of
rows no longer fit, COPY passes the rule by. Creating one takes ACCESS
EXCLUSIVE, briefly.

```sql,bad
CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;
```

```sql,good
CREATE TRIGGER no_delete BEFORE DELETE ON orders
  FOR EACH ROW EXECUTE FUNCTION refuse_delete();
```

## How to do it

Use a trigger, a privilege, or a view that can be written to.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

void Check(const SqlFile& file, const Context& context, Sink& out) {
  auto each = [&](const auto& op, const Moment&) {
    if (const auto* rule = As<CreateRule>(op)) {
      out.Report(op.span, "rule {} changes what statements on {} mean",
                 rule->rule.text, rule->table.name)
          .Help("use a trigger");
    } else if (const auto* object = As<CreateObject>(op)) {
      if (object->object != ObjectKind::kRule) return;
      out.Report(op.span, "rule {} changes what statements mean",
                 object->name.name)
          .Help("use a trigger");
    }
  };
  ForEachOp<CreateRule, CreateObject>(file, context, each);
}

}  // namespace

extern constexpr Rule kRewriteRuleCreated = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
