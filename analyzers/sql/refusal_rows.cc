// SPDX-License-Identifier: Apache-2.0
// Statements on rows that the server refuses before it looks at any row.
#include <algorithm>

#include "analyzers/sql/query_names.h"
#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_text.h"
#include "analyzers/sql/type_casts.h"

namespace interlock::sql::refusal {
namespace {

// Longer queries are not looked through for names of two tables.
constexpr size_t kMaxUses = 512;
constexpr size_t kMaxSources = 32;

// --- Names that two tables of one FROM have ---

// The two plain tables that a scope reads, and nothing else.
struct Pair {
  const QuerySource* sources[2] = {};
  const Relation* tables[2] = {};
};

std::optional<Pair> PairOf(const Case& c, const Query& query, uint32_t scope) {
  Pair pair;
  size_t count = 0;
  for (const QuerySource& source : query.sources) {
    if (source.scope != scope) continue;
    bool plain = source.kind == SourceKind::kRelation && count < 2 &&
                 source.columns.empty();
    const Relation* table = plain ? c.Sure(source.relation) : nullptr;
    if (table == nullptr || table->kind != RelationKind::kTable) return {};
    pair.sources[count] = &source;
    pair.tables[count++] = table;
  }
  if (count != 2) return {};
  return pair;
}

// ORDER BY and GROUP BY may mean an output by that name.
bool MayBeOutput(const Query& query, size_t use) {
  const ColumnUse& column = query.uses[use];
  return std::ranges::any_of(
      query.OutputsOf(column.scope), [&](const OutputColumn& output) {
        bool called = output.name.text == column.column.text || output.star;
        return output.use != use && called;
      });
}

Verdict Ambiguous(const Case& c, const Query& query) {
  bool read = query.complete && query.uses.size() < kMaxUses &&
              query.sources.size() > 1 && query.sources.size() < kMaxSources;
  if (!read) return {};
  for (size_t i = 0; i < query.uses.size(); ++i) {
    const ColumnUse& use = query.uses[i];
    bool bare = !use.star && use.qualifier.empty() && !use.column.empty() &&
                use.scope < query.scopes.size();
    if (!bare || query.scopes[use.scope].merges_columns) continue;
    if (HoldsPlaceholder(use.column.text) || MayBeOutput(query, i)) continue;
    auto pair = PairOf(c, query, use.scope);
    if (!pair) continue;
    bool both = std::ranges::all_of(pair->tables, [&](const Relation* table) {
      return c.view().HasColumn(*table, use.column.text) == Answer::kYes;
    });
    bool row = pair->sources[0]->called() == use.column.text ||
               pair->sources[1]->called() == use.column.text;
    if (!both || row) continue;
    return c.Refuse(Cause::kInvalidDefinition, "42702", use.span,
                    "{} is a column of {} and of {}", use.column.text,
                    pair->sources[0]->called(), pair->sources[1]->called());
  }
  return {};
}

// --- Materialized views that hold nothing ---

Verdict Unpopulated(const Case& c, std::span<const Name> reads) {
  for (const Name& name : reads) {
    const Relation* view = c.Sure(name);
    if (view == nullptr || IsPopulated(c, *view) != Answer::kNo) continue;
    Refusal out =
        c.Refuse(Cause::kInvalidDefinition, "55000", name.span,
                 "{} holds no data: it was made WITH NO DATA", name.name);
    out.help = fmt::format("REFRESH MATERIALIZED VIEW {} first", name.name);
    out.related = view->born;
    out.related_note = "created here";
    return out;
  }
  return {};
}

// --- MERGE and ON CONFLICT ---

// The ops of a MERGE are those of its arms.
Verdict Merge(const Case& c, const Name& name) {
  if (c.text().empty()) return {};
  Tokens tokens(c.text(),
                {c.op().span.begin, static_cast<uint32_t>(c.text().size())});
  if (!WordIs(c.text(), tokens.Next(), "merge")) return {};
  const Relation* table = c.Sure(name);
  if (table == nullptr || table->kind != RelationKind::kTable) return {};
  bool ruled = false;
  c.view().EachRule(*table, [&](const RuleFact&) { ruled = true; });
  if (!ruled) return {};
  return c.Refuse(Cause::kInvalidDefinition, "0A000", name.span,
                  "{} has rules: MERGE cannot write to it", name.name);
}

// ON CONFLICT ON CONSTRAINT name; empty for other targets.
Ident ConflictConstraint(const Case& c, const Insert& op) {
  std::string_view text = c.text();
  Tokens tokens(text, {op.table.span.end, static_cast<uint32_t>(text.size())});
  Token t = tokens.Next();
  for (; t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (!WordIs(text, t, "conflict")) continue;
    if (!WordIs(text, tokens.Next(), "on")) return {};
    if (!WordIs(text, tokens.Next(), "constraint")) return {};
    t = tokens.Next();
    // Names in quotes or in capitals are left alone.
    std::string_view word = t.span.In(text);
    bool plain = !word.empty() && std::ranges::all_of(word, [](char ch) {
      return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
    });
    return plain ? Ident{word, t.span} : Ident();
  }
  return {};
}

Verdict Conflict(const Case& c, const Insert& op) {
  bool named = op.has_conflict_target && op.conflict_columns.empty();
  const Relation* table = named ? c.Sure(op.table) : nullptr;
  if (table == nullptr || table->kind != RelationKind::kTable) return {};
  Ident constraint = ConflictConstraint(c, op);
  if (constraint.empty() ||
      c.HasConstraint(*table, constraint.text) != Answer::kNo) {
    return {};
  }
  Refusal out =
      c.Refuse(Cause::kNoConflictKey, "42704", constraint.span,
               "{} has no constraint {}", op.table.name, constraint.text);
  if (c.view().Find(table->schema, constraint.text) != nullptr) {
    out.help = "an index is no constraint: name its columns instead";
  }
  return out;
}

// --- OR REPLACE of a view ---

// Columns keep their types, whatever reads them.
Verdict Retyped(const Case& c, const CreateView& op) {
  if (!op.or_replace || op.materialized) return {};
  const Relation* old = c.Sure(op.view);
  bool known =
      old != nullptr && old->kind == RelationKind::kView && old->complete;
  if (!known) return {};
  std::vector<Output> outputs;
  if (!QueryNames(*op.query, c.view()).Outputs(outputs)) return {};
  size_t i = 0;
  for (const Column& column : c.view().Columns(*old)) {
    if (i >= outputs.size()) return {};
    const Output& output = outputs[i++];
    if (column.type == nullptr || output.type == nullptr) continue;
    Time typed = output.typed == kBeforeAll ? c.view().time() : output.typed;
    const TypeShape& was = PlainType(c.view(), {column.type, column.typed});
    const TypeShape& is = PlainType(c.view(), {output.type, typed});
    bool differs = was != kNoType && is != kNoType &&
                   (was.name != is.name || was.array_dims != is.array_dims);
    if (!differs) continue;
    Refusal out =
        c.Refuse(Cause::kReplacedView, "42P16", op.view.span,
                 "OR REPLACE cannot change the type of {} of {}: {} to {}",
                 column.name, op.view.name, was.name, is.name);
    out.help = fmt::format("DROP VIEW {} and create it anew", op.view.name);
    out.related = old->born;
    out.related_note = "created here";
    return out;
  }
  return {};
}

Verdict Check(const Case& c, const CreateView& op) {
  if (op.if_not_exists && c.view().Find(op.view) != nullptr) return {};
  if (auto no = Ambiguous(c, *op.query)) return no;
  if (op.materialized && op.with_data) {
    if (auto no = Unpopulated(c, op.reads)) return no;
  }
  return Retyped(c, op);
}

Verdict Check(const Case& c, const CreateTable& op) {
  if (!op.as_query) return {};
  if (op.if_not_exists && c.view().Find(op.table) != nullptr) return {};
  if (auto no = Ambiguous(c, *op.origin->query)) return no;
  return op.with_data ? Unpopulated(c, op.origin->reads) : Verdict();
}

}  // namespace

Answer IsPopulated(const Case& c, const Relation& view) {
  bool known = view.kind == RelationKind::kMaterializedView &&
               view.parts != nullptr && view.parts->views != nullptr &&
               c.view().SeesSince(view.born);
  if (!known) return Answer::kUnknown;
  const Note* said = c.view().Said(view, Trait::kValid);
  // Whoever uses the database may have refreshed it after an earlier release.
  std::string_view text = c.view().TextAt(c.view().time());
  bool here = !text.empty() && c.view().TextAt(view.born).data() == text.data();
  bool filled = said != nullptr ? said->value == "yes"
                                : view.parts->views->def->with_data;
  if (filled) return Answer::kYes;
  return here ? Answer::kNo : Answer::kUnknown;
}

// Long: one case for each kind of op.
Verdict CheckRows(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateView:
      return Check(c, static_cast<const CreateView&>(op));
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kSelect: {
      const auto& select = static_cast<const Select&>(op);
      if (auto no = Ambiguous(c, *select.query)) return no;
      return Unpopulated(c, select.reads);
    }
    case OpKind::kInsert: {
      const auto& insert = static_cast<const Insert&>(op);
      if (auto no = Merge(c, insert.table)) return no;
      if (auto no = Conflict(c, insert)) return no;
      return Unpopulated(c, insert.reads);
    }
    case OpKind::kUpdate: {
      const auto& update = static_cast<const Update&>(op);
      if (auto no = Merge(c, update.table)) return no;
      return Unpopulated(c, update.reads);
    }
    case OpKind::kDelete: {
      const auto& gone = static_cast<const Delete&>(op);
      if (auto no = Merge(c, gone.table)) return no;
      return Unpopulated(c, gone.reads);
    }
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
