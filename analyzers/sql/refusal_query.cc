// SPDX-License-Identifier: Apache-2.0
// Columns that a query names, and what an INSERT or UPDATE may write.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/system_columns.h"
#include "core/text.h"

namespace interlock::sql::refusal {
namespace {

constexpr size_t kMaxNames = 4096;  // of a query; a longer one is not read

// The sources of a query, each looked up once for all columns.
class Sources {
 public:
  Sources(const Case& c, const Query& query) : c_(c), query_(query) {
    for (size_t i = 0; i < query.sources.size(); ++i) {
      tables_.push_back(std::nullopt);
    }
  }

  // What a source says of a column: kUnknown when it is not known completely.
  Answer Has(const QuerySource& source, std::string_view column) {
    auto& table = tables_[static_cast<size_t>(&source - query_.sources.data())];
    if (!table) table = TableOf(source);
    return *table == nullptr ? Answer::kUnknown
                             : c_.view().HasColumn(**table, column);
  }

 private:
  const Relation* TableOf(const QuerySource& source) const {
    bool table = source.kind == SourceKind::kRelation ||
                 source.kind == SourceKind::kTarget;
    if (!table || !source.columns.empty()) return nullptr;
    const Relation* relation = c_.Sure(source.relation);
    bool sure = relation != nullptr && relation->kind == RelationKind::kTable;
    return sure ? relation : nullptr;
  }

  const Case& c_;
  const Query& query_;
  SmallList<std::optional<const Relation*>, 8> tables_;
};

// ORDER BY and GROUP BY may name an output.
bool IsOutput(const Query& query, uint32_t scope, std::string_view name) {
  return std::ranges::any_of(
      query.OutputsOf(scope), [&](const OutputColumn& column) {
        if (!Same(column.name.text, name)) return false;
        // An output that is called so after the very column is no other.
        bool itself = column.use < query.uses.size() &&
                      query.uses[column.use].column.text == name;
        return !itself;
      });
}

// The source that lacks the column for certain; null when one may have it.
const QuerySource* Lacking(Sources& sources, const Query& query,
                           const ColumnUse& use) {
  const QuerySource* lacking = nullptr;
  uint32_t scope = use.scope;
  for (int up = 0; up < 16 && scope < query.scopes.size(); ++up) {
    if (IsOutput(query, scope, use.column.text)) return nullptr;
    for (const QuerySource& source : query.sources) {
      if (source.scope != scope) continue;
      if (source.called() == use.column.text) return nullptr;
      if (!use.qualifier.empty() && source.called() != use.qualifier) continue;
      if (sources.Has(source, use.column.text) != Answer::kNo) return nullptr;
      lacking = &source;
    }
    if (lacking != nullptr && !use.qualifier.empty()) return lacking;
    scope = query.scopes[scope].parent;
  }
  return scope == kNoIndex ? lacking : nullptr;
}

Verdict MissingColumns(const Case& c, const Query& query) {
  bool read = query.complete && !query.uses.empty() &&
              query.uses.size() < kMaxNames &&
              query.sources.size() < kMaxNames &&
              query.uses.size() * query.sources.size() < kMaxNames * 16;
  if (!read) return {};
  Sources sources(c, query);
  for (const ColumnUse& use : query.uses) {
    bool plain = !use.star && !use.column.empty() && use.schema.empty() &&
                 !IsSystemColumn(use.column.text);
    if (!plain || HoldsPlaceholder(use.column.text)) continue;
    const QuerySource* source = Lacking(sources, query, use);
    if (source == nullptr) continue;
    return c.NoColumn(source->relation, {use.column.text, use.span});
  }
  return {};
}

Verdict RepeatedOutput(const Case& c, std::span<const Ident> columns) {
  for (size_t i = 1; i < columns.size() && i < 256; ++i) {
    for (size_t j = 0; j < i; ++j) {
      bool same = !columns[i].empty() && columns[i].text == columns[j].text;
      if (!same) continue;
      return c.Refuse(Cause::kDuplicateColumn, "42701", columns[i].span,
                      "the query gives two columns {}", columns[i].text);
    }
  }
  return {};
}

Verdict RepeatedOutput(const Case& c, const TableOrigin& origin) {
  if (!origin.as_names.empty() || origin.query->has_star) return {};
  std::vector<Ident> names;
  for (const OutputColumn& column : origin.query->OutputsOf(0)) {
    names.push_back(column.name);
  }
  return RepeatedOutput(c, names);
}

// OR REPLACE may add columns at the end, and nothing else.
Verdict Replaced(const Case& c, const CreateView& op) {
  if (!op.or_replace || op.columns.empty()) return {};
  const Relation* old = c.Sure(op.view);
  if (old == nullptr || old->kind != RelationKind::kView) return {};
  if (!old->complete || op.query->has_star) return {};
  size_t outputs = op.query->OutputsOf(0).size();
  if (op.columns.size() != outputs && !op.names_columns) return {};
  size_t i = 0;
  for (const Column& column : c.view().Columns(*old)) {
    if (column.name.empty()) return {};
    bool there = i < op.columns.size();
    if (there && op.columns[i].text == column.name) {
      ++i;
      continue;
    }
    Refusal out =
        c.Refuse(Cause::kReplacedView, "42P16",
                 there ? op.columns[i].span : op.view.span,
                 "OR REPLACE cannot {} the column {} of {}",
                 there ? "rename or move" : "drop", column.name, op.view.name);
    out.help = fmt::format("DROP VIEW {} and create it anew", op.view.name);
    out.related = old->born;
    out.related_note = "created here";
    return out;
  }
  return {};
}

Verdict Check(const Case& c, const CreateView& op) {
  if (op.if_not_exists && c.view().Find(op.view) != nullptr) return {};
  if (auto verdict = MissingColumns(c, *op.query)) return verdict;
  if (auto verdict = RepeatedOutput(c, op.columns)) return verdict;
  size_t outputs = op.query->OutputsOf(0).size();
  bool many = op.names_columns && op.query->complete && !op.query->has_star &&
              outputs > 0 && op.columns.size() > outputs && !op.recursive;
  if (many) {
    return c.Refuse(Cause::kInvalidDefinition, "42601", op.view.span,
                    "{} columns are named, the query gives {}",
                    op.columns.size(), outputs);
  }
  return Replaced(c, op);
}

// More values than columns, or fewer than are named.
Verdict Width(const Case& c, const Insert& op) {
  if (op.columns.empty() || op.width == 0) return {};
  if (op.width == op.columns.size()) return {};
  if (op.query->has_star) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42601", {},
                  "{} columns are named, {} values given", op.columns.size(),
                  op.width);
}

Verdict TooWide(const Case& c, const Insert& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !op.columns.empty() || op.width == 0) return {};
  if (!c.IsWhole(*table) || op.query->has_star) return {};
  size_t columns = c.view().Columns(*table).size();
  if (op.width <= columns) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42601", {},
                  "{} has {} columns, {} values are given", op.table.name,
                  columns, op.width);
}

Verdict Check(const Case& c, const Insert& op) {
  if (auto verdict = MissingColumns(c, *op.query)) return verdict;
  if (auto verdict = Width(c, op)) return verdict;
  return TooWide(c, op);
}

}  // namespace

Verdict CheckQuery(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateView:
      return Check(c, static_cast<const CreateView&>(op));
    case OpKind::kCreateTable: {
      const auto& create = static_cast<const CreateTable&>(op);
      if (!create.as_query) return {};
      if (create.if_not_exists && c.view().Find(create.table) != nullptr) {
        return {};
      }
      if (auto no = MissingColumns(c, *create.origin->query)) return no;
      return RepeatedOutput(c, *create.origin);
    }
    case OpKind::kInsert:
      return Check(c, static_cast<const Insert&>(op));
    case OpKind::kUpdate:
      return MissingColumns(c, *static_cast<const Update&>(op).query);
    case OpKind::kDelete:
      return MissingColumns(c, *static_cast<const Delete&>(op).query);
    case OpKind::kSelect:
      return MissingColumns(c, *static_cast<const Select&>(op).query);
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
