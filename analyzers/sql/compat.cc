// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/compat.h"

#include <algorithm>
#include <set>

#include "analyzers/sql/system_columns.h"

namespace interlock::sql {
namespace {

using Kind = QueryProblem::Kind;

// Enough for anybody to read; keeps hostile input cheap.
constexpr size_t kMaxProblems = 200;
constexpr size_t kMaxScopes = 64;

bool IsSystem(const Name& name) {
  return name.schema == "pg_catalog" || name.schema == "information_schema" ||
         (name.schema.empty() && name.name.starts_with("pg_"));
}

const Query* QueryOf(const Op& op) {
  switch (op.kind) {
    case OpKind::kSelect:
      return static_cast<const Select&>(op).query;
    case OpKind::kInsert:
      return static_cast<const Insert&>(op).query;
    case OpKind::kUpdate:
      return static_cast<const Update&>(op).query;
    case OpKind::kDelete:
      return static_cast<const Delete&>(op).query;
    default:
      return nullptr;
  }
}

const Name* TargetOf(const Op& op) {
  switch (op.kind) {
    case OpKind::kInsert:
      return &static_cast<const Insert&>(op).table;
    case OpKind::kUpdate:
      return &static_cast<const Update&>(op).table;
    case OpKind::kDelete:
      return &static_cast<const Delete&>(op).table;
    default:
      return nullptr;
  }
}

bool IsSerial(const Column& column) {
  return column.type != nullptr && column.type->name().ends_with("serial");
}

class Resolver {
 public:
  Resolver(const SqlFile& queries, const History& history,
           const std::function<bool(std::string_view)>& is_new)
      : queries_(queries),
        history_(history),
        view_(history.catalog.At(history.catalog.end())),
        is_new_(is_new) {}

  std::vector<QueryProblem> Run() {
    for (const Op* op : queries_.ops) {
      if (found_.size() >= kMaxProblems) break;
      See(*op);
    }
    return std::move(found_);
  }

 private:
  void See(const Op& op) {
    if (const Name* target = TargetOf(op)) SeeTable(*target);
    if (const auto* insert = As<Insert>(op)) {
      SeeColumns(insert->table, insert->columns);
      SeeUnfilled(*insert);
    } else if (const auto* update = As<Update>(op)) {
      SeeColumns(update->table, update->columns);
    }
    const Query* query = QueryOf(op);
    if (query == nullptr) return;
    for (const QuerySource& source : query->sources) {
      if (source.kind == SourceKind::kRelation) SeeTable(source.relation);
    }
    if (!query->complete) return;
    for (const ColumnUse& use : query->uses) SeeUse(*query, use);
  }

  void Report(Kind kind, Span span, std::string what, const Op* cause,
              const SqlFile* file) {
    if (found_.size() >= kMaxProblems) return;
    if (!said_.insert({span.begin, what}).second) return;
    found_.push_back({kind, span, std::move(what), cause, file});
  }

  void SeeTable(const Name& name) {
    if (name.empty() || IsSystem(name)) return;
    if (view_.Find(name) != nullptr) return;
    if (view_.Exists(name) != Answer::kNo) return;
    const SqlFile* file = nullptr;
    const Op* cause = Remover(name.name, {}, file);
    // A name that no migration ever took away may be a view of another
    // history, or of an extension.
    if (cause == nullptr) return;
    Report(Kind::kNoTable, name.span, std::string(name.name), cause, file);
  }

  // Only tables of which every column is known say what is missing.
  Answer Has(const Name& table, std::string_view column) const {
    const Relation* relation = view_.Find(table);
    if (relation == nullptr || relation->kind != RelationKind::kTable) {
      return Answer::kUnknown;
    }
    if (IsSystemColumn(column)) return Answer::kYes;
    return view_.HasColumn(*relation, column);
  }

  void SeeColumn(const Name& table, std::string_view column, Span span) {
    std::string what = std::string(table.name) + "." + std::string(column);
    if (Has(table, column) == Answer::kNo) {
      const SqlFile* file = nullptr;
      const Op* cause = Remover(table.name, column, file);
      return Report(Kind::kNoColumn, span, what, cause, file);
    }
    const Relation* relation = view_.Find(table);
    if (relation == nullptr) return;
    std::optional<Column> known = view_.FindColumn(*relation, column);
    if (!known || known->typed == known->added) return;
    const Migration* by = history_.MigrationAt(known->typed);
    const Op* cause = history_.OpAt(known->typed);
    if (by == nullptr || cause == nullptr || !is_new_(by->path)) return;
    Report(Kind::kRetyped, span, what, cause, by->up);
  }

  void SeeColumns(const Name& table, std::span<const Ident> columns) {
    for (const Ident& column : columns) {
      SeeColumn(table, column.text, column.span);
    }
  }

  void SeeUnfilled(const Insert& insert) {
    const Relation* relation = view_.Find(insert.table);
    if (relation == nullptr || relation->kind != RelationKind::kTable) return;
    if (!relation->complete || !view_.Trusts(*relation)) return;
    std::vector<Column> columns = view_.Columns(*relation);
    for (size_t i = 0; i < columns.size(); ++i) {
      const Column& column = columns[i];
      bool given =
          insert.columns.empty()
              ? !insert.default_values &&
                    (insert.width == 0 || i < insert.width)
              : std::ranges::find(insert.columns, column.name, &Ident::text) !=
                    insert.columns.end();
      bool fills_itself = column.default_value != nullptr ||
                          column.generated != Generated::kNo ||
                          IsSerial(column);
      if (given || fills_itself) continue;
      if (view_.IsNotNull(*relation, column.name) != Answer::kYes) continue;
      const SqlFile* file = nullptr;
      const Op* cause = Demander(insert.table.name, column.name, file);
      Report(Kind::kUnfilled, insert.table.span,
             std::string(insert.table.name) + "." + std::string(column.name),
             cause, file);
    }
  }

  void SeeUse(const Query& query, const ColumnUse& use) {
    if (use.star || use.column.empty()) return;
    if (!use.qualifier.empty()) return SeeQualified(query, use);
    std::string_view name = use.column.text;
    uint32_t scope = use.scope;
    const Name* only = nullptr;
    for (size_t depth = 0; scope < query.scopes.size() && depth < kMaxScopes;
         ++depth) {
      if (Gives(query, scope, name)) return;
      size_t holders = 0;
      for (const QuerySource& source : query.sources) {
        if (source.scope != scope) continue;
        if (use.bare_row && source.called() == name) return;
        bool table = (source.kind == SourceKind::kRelation ||
                      source.kind == SourceKind::kTarget) &&
                     source.columns.empty();
        Answer has = table ? Has(source.relation, name) : Answer::kUnknown;
        if (has == Answer::kUnknown) return;
        if (has == Answer::kNo) {
          if (depth == 0 && only == nullptr) only = &source.relation;
          continue;
        }
        ++holders;
        if (holders == 1) SeeColumn(source.relation, name, use.span);
      }
      if (holders > 1 && !query.scopes[scope].merges_columns) {
        Report(Kind::kAmbiguous, use.span, std::string(name), nullptr, nullptr);
      }
      if (holders > 0) return;
      scope = query.scopes[scope].parent;
    }
    if (only == nullptr) return;
    const SqlFile* file = nullptr;
    const Op* cause = Remover({}, name, file);
    Report(Kind::kNoColumn, use.span, std::string(name), cause, file);
  }

  // ORDER BY and GROUP BY may name an output.
  static bool Gives(const Query& query, uint32_t scope, std::string_view name) {
    return std::ranges::any_of(
        query.OutputsOf(scope), [&](const OutputColumn& output) {
          bool plain = output.use != kNoIndex &&
                       query.uses[output.use].column.text == name;
          return output.name.text == name && !plain;
        });
  }

  void SeeQualified(const Query& query, const ColumnUse& use) {
    uint32_t scope = use.scope;
    for (size_t depth = 0; scope < query.scopes.size() && depth < kMaxScopes;
         ++depth) {
      for (const QuerySource& source : query.sources) {
        if (source.scope != scope || source.called() != use.qualifier) {
          continue;
        }
        bool table = (source.kind == SourceKind::kRelation ||
                      source.kind == SourceKind::kTarget) &&
                     source.columns.empty();
        if (table) SeeColumn(source.relation, use.column.text, use.span);
        return;
      }
      scope = query.scopes[scope].parent;
    }
  }

  // The newest op that took a table or column away. An empty `table` is any.
  const Op* Remover(std::string_view table, std::string_view column,
                    const SqlFile*& file) const {
    return Newest(file, [&](const Op& op) {
      if (const auto* drop = As<DropColumn>(op)) {
        return !column.empty() && drop->column.text == column &&
               (table.empty() || drop->table.name == table);
      }
      if (const auto* rename = As<RenameColumn>(op)) {
        return !column.empty() && rename->column.text == column &&
               (table.empty() || rename->table.name == table);
      }
      if (!column.empty()) return false;
      if (const auto* drop = As<DropTable>(op)) {
        return std::ranges::find(drop->tables, table, &Name::name) !=
               drop->tables.end();
      }
      if (const auto* drop = As<DropObject>(op)) {
        return std::ranges::find(drop->names, table, &Name::name) !=
               drop->names.end();
      }
      const auto* rename = As<RenameTable>(op);
      return rename != nullptr && rename->table.name == table;
    });
  }

  // The newest op that made a column NOT NULL or took its default.
  const Op* Demander(std::string_view table, std::string_view column,
                     const SqlFile*& file) const {
    return Newest(file, [&](const Op& op) {
      auto is = [&](const Name& name, const Ident& part) {
        return name.name == table && part.text == column;
      };
      if (const auto* add = As<AddColumn>(op)) {
        return is(add->table, add->column.name);
      }
      if (const auto* set = As<SetNotNull>(op)) {
        return is(set->table, set->column);
      }
      const auto* drop = As<DropDefault>(op);
      return drop != nullptr && is(drop->table, drop->column);
    });
  }

  template <class F>
  const Op* Newest(const SqlFile*& file, F wanted) const {
    for (auto at = history_.migrations.rbegin();
         at != history_.migrations.rend(); ++at) {
      if (at->up == nullptr) continue;
      const auto& ops = at->up->ops;
      for (auto op = ops.rbegin(); op != ops.rend(); ++op) {
        const Statement& statement = at->up->statements[(*op)->statement];
        if (statement.section == Section::kDown || !wanted(**op)) continue;
        file = at->up;
        return *op;
      }
    }
    return nullptr;
  }

  const SqlFile& queries_;
  const History& history_;
  View view_;
  const std::function<bool(std::string_view)>& is_new_;
  std::vector<QueryProblem> found_;
  std::set<std::pair<uint32_t, std::string>> said_;
};

}  // namespace

std::vector<QueryProblem> ProblemsOf(
    const SqlFile& queries, const History& history,
    const std::function<bool(std::string_view path)>& is_new) {
  return Resolver(queries, history, is_new).Run();
}

size_t RelationsKnown(const SqlFile& queries, const History& history) {
  View view = history.catalog.At(history.catalog.end());
  std::set<std::pair<std::string_view, std::string_view>> known;
  auto see = [&](const Name& name) {
    if (view.Find(name) != nullptr) known.insert({name.schema, name.name});
  };
  for (const Op* op : queries.ops) {
    if (const Name* target = TargetOf(*op)) see(*target);
    const Query* query = QueryOf(*op);
    if (query == nullptr) continue;
    for (const QuerySource& source : query->sources) see(source.relation);
  }
  return known.size();
}

}  // namespace interlock::sql
