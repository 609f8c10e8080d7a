// SPDX-License-Identifier: Apache-2.0
#include "rules/sql/heavy.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "domain-with-constraint",
    .summary = "A domain with constraints is hard to change later",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "domain style",
    .peers =
        "squawk:ban-create-domain-with-constraint "
        "pgfence:create-domain-with-constraint",
    .docs = R"(
## What it does

Reports `CREATE DOMAIN` with a CHECK or NOT NULL. Only seen by those who ask for
pedantic findings.

## Why is this bad?

Nothing is locked now. But each later change of the domain's constraints locks
and reads every table that uses it, and each column of it that is added to a
table rewrites that table.

```sql,bad
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
```

```sql,good
CREATE DOMAIN email AS text;
```

## How to do it

Write the condition as a CHECK of each table: that can be added NOT VALID and
validated without stopping anybody.

## When the facts are not known

The statement says it all; nothing else is asked.
)"};
static_assert(WellFormed(kInfo));

void Check(const CreateDomain& op, const Context&, Sink& out) {
  bool checks = std::ranges::any_of(op.constraints, [](const Constraint& one) {
    return one.kind == ConstraintKind::kCheck;
  });
  if (!checks && !op.not_null) return;
  out.Report(op.span,
             "the domain {} has constraints, which bind every table "
             "that uses it",
             op.domain.name)
      .Help("use a CHECK of each table instead");
}

}  // namespace

extern constexpr Rule kDomainWithConstraint = On<CreateDomain, Check>(kInfo);

}  // namespace interlock::sql
