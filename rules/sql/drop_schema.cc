// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-schema",
    .summary = "A schema is dropped with all that is in it",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .tags = "data-loss",
    .peers =
        "squawk:ban-drop-schema pgfence:drop-schema pgls:banDropSchema "
        "migrationpilot:MP034 pgrubic:US008 atlas:DS101 "
        "safe-migrate:drop-schema",
    .docs = R"(
## What it does

Reports `DROP SCHEMA ... CASCADE` of a schema that the same file does not
create, and names tables in it that the history knows.

## Why is this bad?

Every table, view, function and type of the schema is dropped, each under
ACCESS EXCLUSIVE, along with whatever elsewhere depends on one of them. Nothing
of that is listed in the statement, and no rollback script brings it back.

```sql,bad
DROP SCHEMA billing CASCADE;
```

Without CASCADE the server refuses to drop a schema that is not empty:

```sql,good
DROP SCHEMA billing;
```

## How to do it

1. Drop the tables one by one, as other tables: first no release uses them,
   then they go.
2. Drop the schema without CASCADE. If it is not empty, the server says what
   was forgotten.

## When the facts are not known

What the schema holds need not be known; the finding is the same. When the
history shows all there is, and nothing is in the schema, the rule is silent.
)"};
static_assert(WellFormed(kInfo));

// Tables of the schema, as far as `budget` names suffice to find them.
std::vector<std::string_view> TablesIn(const Moment& m, std::string_view schema,
                                       size_t& budget, bool& all) {
  std::vector<std::string_view> out;
  all = m.view.Absent() == Answer::kNo &&
        &m.migration != m.history.migrations.data();
  for (const Slot* slot : m.history.catalog.names()) {
    if (budget == 0) {
      all = false;
      break;
    }
    --budget;
    if (slot->schema != schema) continue;
    auto* relation = static_cast<const Relation*>(slot->At(m.time));
    if (relation == nullptr || relation->kind == RelationKind::kIndex) continue;
    out.push_back(slot->name);
  }
  return out;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::unordered_set<std::string_view> created;
  file.EachOp<CreateSchema>([&](const CreateSchema& op) {
    if (!op.if_not_exists) created.insert(op.schema.text);
  });
  size_t budget = 500'000;
  ForEachOp<DropObject>(
      file, context, [&](const DropObject& op, const Moment& m) {
        if (op.object != ObjectKind::kSchema || !op.cascade) return;
        for (const Name& name : op.names) {
          if (created.contains(name.name)) continue;
          bool all = false;
          auto tables = TablesIn(m, name.name, budget, all);
          if (tables.empty() && all) continue;
          auto finding = out.Report(
              op.span, "dropping schema {} takes {} with it", name.name,
              tables.empty() ? "whatever it holds" : Listed(tables));
          finding.Help("drop what is in {} by name, then {} without CASCADE",
                       name.name, name.name);
          if (tables.empty()) finding.Sure(Confidence::kMedium);
        }
      });
}

}  // namespace

extern constexpr Rule kDropSchema = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
