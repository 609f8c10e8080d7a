// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "rename-breaks-clients",
    .summary = "A rename that the running release does not know of",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "compatibility",
    .peers =
        "squawk:renaming-column squawk:renaming-table atlas:BC101 "
        "atlas:BC102 migrationpilot:MP010 migrationpilot:MP028 "
        "strong_migrations:rename_column strong_migrations:rename_table "
        "online_migrations:rename_column pgfence:rename-column "
        "pgls:renamingColumn pgls:renamingTable migrationpilot:MP071 "
        "diesel-guard:RenameColumnCheck django-migration-linter:RENAME_COLUMN "
        "pgrubic:US003 pgrubic:US022",
    .docs = R"(
## What it does

Reports a table, column, view, schema, type or function that is renamed while
the release before may still use it by its old name. Columns of one table are
told in one finding for each file, and with the table where that is renamed,
too.

## Why is this bad?

During a rollout, and after a rollback, the old release runs on the new schema.
Each of its queries that names the old table or column fails.

```sql,bad
ALTER TABLE orders RENAME COLUMN note TO remark;
```

```sql,good
ALTER TABLE orders ADD COLUMN remark text;
```

A table may be renamed if a view takes its old name in the same file:

```sql,good
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
```

## How to do it

1. Add the new column, or a view with the new name, and write both.
2. Ship the release that uses the new name.
3. Drop the old one when nobody would roll back beyond that release.

## When the facts are not known

A table that the history does not create is taken for one in use. Tables and
columns made by the same file are not reported.
)"};
static_assert(WellFormed(kInfo));

// Objects that the same file makes, by name: nobody asks for them yet.
std::unordered_set<std::string_view> MadeIn(const SqlFile& file) {
  std::unordered_set<std::string_view> names;
  auto each = [&](const auto& op) {
    if (const auto* schema = As<CreateSchema>(op)) {
      names.insert(schema->schema.text);
    } else if (const auto* function = As<CreateFunction>(op)) {
      if (!function->or_replace) names.insert(function->function.name);
    } else if (const auto* type = As<CreateEnum>(op)) {
      names.insert(type->type.name);
    } else if (const auto* composite = As<CreateType>(op)) {
      names.insert(composite->type.name);
    } else if (const auto* domain = As<CreateDomain>(op)) {
      names.insert(domain->domain.name);
    }
  };
  file.EachOp<CreateSchema, CreateFunction, CreateEnum, CreateType,
              CreateDomain>(each);
  return names;
}

// What queries ask for by this name; "" for what none of them names.
std::string_view AskedFor(const RenameObject& op) {
  if (!op.part.empty()) return "";
  switch (op.object) {
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kForeignTable:
    case ObjectKind::kSchema:
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return NameOf(op.object);
    default:
      return "";
  }
}

bool IsRelation(ObjectKind kind) {
  return kind == ObjectKind::kView || kind == ObjectKind::kMaterializedView ||
         kind == ObjectKind::kForeignTable;
}

class Renames {
 public:
  Renames(const SqlFile& file, Sink& out)
      : taken_(NamesTakenAgain(file)), made_(MadeIn(file)), out_(out) {
    file.EachOp<RenameTable>([&](const RenameTable& rename) {
      std::string_view from = rename.table.name;
      if (file.GoesDown(rename) || taken_.contains(from)) return;
      first_names_.try_emplace(rename.to.text, from);
      first_names_.try_emplace(from, from);
    });
  }

  void See(const RenameTable& op, const Moment& m) {
    const Relation* table = m.view.Find(op.table);
    bool other = table != nullptr && (table->kind == RelationKind::kIndex ||
                                      table->kind == RelationKind::kSequence);
    if (other || taken_.contains(op.table.name)) return;
    if (!InUse(m, op.table, Missing(op.if_exists || op.relation_if_exists)))
      return;
    tables_.push_back({&op, table, &m.history});
  }
  void See(const RenameColumn& op, const Moment& m) {
    if (!ColumnInUse(m, op.table, op.column.text)) return;
    auto table = first_names_.find(op.table.name);
    if (table != first_names_.end()) {
      of_renamed_[table->second].push_back(op.span);
      return;
    }
    columns_.Add(m, op.table, std::string(op.column.text), op.span);
  }
  void See(const RenameObject& op, const Moment& m) {
    std::string_view what = AskedFor(op);
    if (what.empty() || made_.contains(op.name.name)) return;
    if (IsRelation(op.object)) {
      if (taken_.contains(op.name.name)) return;
      if (!InUse(m, op.name, Missing(op.if_exists || op.relation_if_exists)))
        return;
    }
    auto finding =
        out_.Report(op.span, "the running release still asks for {} {}", what,
                    op.name.name);
    finding.Help("keep the old name until no release asks for it");
  }
  // Whoever asks for a column asks for its table first.
  void ReportTables(const SqlFile& file) {
    constexpr size_t kShown = 8;
    for (const TableRename& one : tables_) {
      const RenameTable& op = *one.op;
      auto finding =
          out_.Report(op.span, "the running release still asks for table {}",
                      op.table.name);
      finding.Help("create a view {} over {} in the same transaction",
                   op.table.name, op.to.text);
      ShowOrigin(finding, *one.history, one.table);
      const auto& columns = of_renamed_[op.table.name];
      for (size_t i = 0; i < std::min(columns.size(), kShown); ++i) {
        finding.Related(*file.source, columns[i],
                        "a column of it is renamed, too");
      }
    }
  }
  void ReportColumns(const SqlFile& file) {
    columns_.Report(file, "renamed here too", [&](const PartsOfTable& group) {
      auto finding = out_.Report(group.spans.front(),
                                 "the running release still asks for {}.{}",
                                 group.table->name, Listed(group.parts));
      finding.Help(
          "add the new column beside the old one, write both, and drop the old "
          "one in a later release");
      return finding;
    });
  }

 private:
  static IfMissing Missing(bool if_exists) {
    return if_exists ? IfMissing::kSkips : IfMissing::kFails;
  }

  struct TableRename {
    const RenameTable* op;
    const Relation* table;
    const History* history;
  };

  std::unordered_set<std::string_view> taken_;
  std::unordered_set<std::string_view> made_;
  Sink& out_;
  PartsByTable columns_;
  std::vector<TableRename> tables_;
  // What a renamed table was called first, by each of its names.
  std::map<std::string_view, std::string_view> first_names_;
  std::map<std::string_view, std::vector<Span>> of_renamed_;
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  std::optional<Renames> renames;
  ForEachOp<RenameTable, RenameColumn, RenameObject>(
      file, context, [&](const auto& op, const Moment& m) {
        if (!renames) renames.emplace(file, out);
        renames->See(op, m);
      });
  if (!renames) return;
  renames->ReportTables(file);
  renames->ReportColumns(file);
}

}  // namespace

extern constexpr Rule kRenameBreaksClients = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
