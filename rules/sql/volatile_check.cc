// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "volatile-check",
    .summary = "A CHECK whose answer changes while the row does not",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "constraint",
    .peers = "migrationpilot:MP087",
    .docs = R"(
## What it does

Reports a CHECK constraint, of a table or a domain, that calls a volatile
function or asks for the user or session.

## Why is this bad?

The server evaluates a CHECK when a row is written, and believes in it ever
after. One that answers differently the next time is not true of the rows that
passed it. A restore of a dump evaluates it again, as another user and at
another time, and fails.

```sql,bad
ALTER TABLE orders
  ADD CONSTRAINT owned CHECK (owner = current_user) NOT VALID;
```

```sql,good
ALTER TABLE orders
  ADD CONSTRAINT owned CHECK (owner <> '') NOT VALID;
```

## How to do it

Put the rule into a trigger, which runs once per write and is not believed in
afterwards, or into a row security policy.

## When the facts are not known

A function that neither the server's list nor the history knows is not reported.
Comparisons with now() are left alone: time only makes them truer, as a rule.
)"};
static_assert(WellFormed(kInfo));

bool AsksForSession(std::string_view function) {
  constexpr std::string_view kFunctions[] = {
      "current_role",   "current_setting", "current_user", "inet_client_addr",
      "pg_backend_pid", "session_user",    "user",
  };
  return std::ranges::find(kFunctions, function) != std::end(kFunctions);
}

void CheckOne(const Constraint& constraint, std::string_view owner,
              const Moment& m, Sink& out) {
  if (constraint.kind != ConstraintKind::kCheck) return;
  for (const Name& function : constraint.check().functions()) {
    bool session = AsksForSession(function.name);
    bool changes = session || m.view.IsVolatile(function) == Answer::kYes;
    if (!changes) continue;
    Span span = constraint.span.empty() ? m.op.span : constraint.span;
    out.Report(span, "this CHECK of {} calls {}, which gives another answer {}",
               owner, function.name,
               session ? "to another session" : "each time")
        .Help("use a trigger, or leave the function out");
    return;
  }
}

void Check(const Op& op, const Context& context, Sink& out) {
  const Moment& m = *context.moment;
  if (const auto* create = As<CreateTable>(op)) {
    for (const Constraint& one : create->constraints) {
      CheckOne(one, create->table.name, m, out);
    }
    for (const ColumnDef& column : create->columns) {
      for (const Constraint& one : column.constraints()) {
        CheckOne(one, create->table.name, m, out);
      }
    }
  } else if (const auto* add = As<AddColumn>(op)) {
    for (const Constraint& one : add->column.constraints()) {
      CheckOne(one, add->table.name, m, out);
    }
  } else if (const auto* constraint = As<AddConstraint>(op)) {
    CheckOne(constraint->constraint, constraint->table.name, m, out);
  } else if (const auto* domain = As<CreateDomain>(op)) {
    for (const Constraint& one : domain->constraints) {
      CheckOne(one, domain->domain.name, m, out);
    }
  } else if (const auto* alter = As<AlterDomain>(op)) {
    if (alter->change != DomainChange::kAddConstraint) return;
    CheckOne(alter->constraint, alter->domain.name, m, out);
  }
}

}  // namespace

extern constexpr Rule kVolatileCheck =
    OnOps<Check, OpKind::kCreateTable, OpKind::kAddColumn,
          OpKind::kAddConstraint, OpKind::kCreateDomain, OpKind::kAlterDomain>(
        kInfo);

}  // namespace interlock::sql
