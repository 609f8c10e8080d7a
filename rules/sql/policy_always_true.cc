// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "policy-always-true",
    .summary = "A row security policy lets everybody write every row",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .security_severity = "6.5",
    .tags = "security",
    .peers =
        "migrationpilot:MP079 migrationpilot:MP099 "
        "splinter:rls_policy_always_true",
    .docs = R"(
## What it does

Reports a permissive policy for writes (`ALL`, `INSERT`, `UPDATE`, `DELETE`)
whose condition is the constant true and that holds for everybody: for PUBLIC,
or for the roles `anon` and `authenticated` that stand for an application's
users. Reading everything (`FOR SELECT USING (true)`) is left alone.

## Why is this bad?

Permissive policies are joined by OR. One that is always true makes all the
others void: row security looks switched on, and whoever can reach the table
may change or delete any row.

```sql,bad
CREATE POLICY orders_all ON orders USING (true) WITH CHECK (true);
```

```sql,good
CREATE POLICY orders_own ON orders USING (owner_id = current_user_id());
```

## How to do it

Write the condition that ties a row to who asks. For a role that may do
everything, name the role in `TO`, or give it BYPASSRLS.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

bool IsTrue(const Moment& m, const Expr& expr) {
  if (expr.shape != ExprShape::kConstant) return false;
  std::string_view text = m.file.source->Text(expr.span);
  size_t at = text.find_first_not_of("( \n\r\t");
  if (at == text.npos) return false;
  std::string word = AsciiLower(text.substr(at, 6));
  return word.starts_with("true)") || word.starts_with("true ") ||
         word.starts_with("'t')");
}

bool IsForEverybody(const CreatePolicy& op) {
  if (op.roles.empty()) return true;
  return std::ranges::any_of(op.roles, [](const Ident& role) {
    return role.text == "public" || role.text == "anon" ||
           role.text == "authenticated";
  });
}

void Check(const CreatePolicy& op, const Context& context, Sink& out) {
  if (!op.permissive || op.command == PolicyCommand::kSelect) return;
  const Moment& m = *context.moment;
  if (!IsForEverybody(op)) return;
  // What new rows must pass: USING stands in where WITH CHECK is missing.
  bool any_row = IsTrue(m, op.using_expr);
  bool any_new = IsTrue(m, op.check) || (!op.check.present() && any_row);
  bool bad = op.command == PolicyCommand::kDelete   ? any_row
             : op.command == PolicyCommand::kInsert ? any_new
                                                    : any_row && any_new;
  if (!bad) return;
  out.Report(op.span, "policy {} lets everybody write every row of {}",
             op.policy.text, op.table.name)
      .Help("tie the row to who asks, or name the role in TO");
}

}  // namespace

extern constexpr Rule kPolicyAlwaysTrue = On<CreatePolicy, Check>(kInfo);

}  // namespace interlock::sql
