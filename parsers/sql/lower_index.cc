// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "parsers/sql/lower.h"
#include "parsers/sql/output_name.h"

namespace interlock::sql {
namespace {

// The position of the table's columns: the first bracket after its name.
Spans ColumnSpans(const Lowering& low, uint32_t from) {
  Tokens tokens = low.TokensFrom(from);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') {
      return low.SplitAtCommas(t.span.begin, low.statement().end);
    }
  }
  return {};
}

std::span<const IndexColumn> ColumnsOf(Lowering& low, const ::List* params,
                                       uint32_t from) {
  Spans spans = ColumnSpans(low, from);
  ArenaList<IndexColumn> out(low.arena(), SizeOf(params));
  size_t i = 0;
  for (::Node* node : Each<::Node>(params)) {
    Span span = i < spans.size() ? spans[i] : low.statement();
    ++i;
    if (auto* elem = INTERLOCK_AS(IndexElem, node)) {
      out.Add([&] { return low.IndexColumnOf(elem, span); });
    }
  }
  return out.all();
}

std::span<const Ident> Included(Lowering& low, const ::List* params,
                                uint32_t from) {
  Span range = {from, low.statement().end};
  range.begin = low.FindWord(range, "include").end;
  std::vector<Ident> out;
  for (::Node* node : Each<::Node>(params)) {
    auto* elem = INTERLOCK_AS(IndexElem, node);
    if (elem == nullptr) continue;
    out.push_back(low.FindIdent(elem->name, range));
    if (out.back().span != range) range.begin = out.back().span.end;
  }
  return low.arena().CopyAll(out);
}

void LowerCreateIndex(Lowering& low, const ::IndexStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  Span all = low.statement();
  auto& op =
      low.Add<CreateIndex>({all.begin, std::max(table.span.end, all.begin)});
  op.table = table;
  op.keyword = low.FindWord(all, "index");
  op.name = low.FindIdent(stmt->idxname, {op.keyword.end, all.end});
  op.concurrently = stmt->concurrent;
  op.unique = stmt->unique;
  op.if_not_exists = stmt->if_not_exists;
  op.only = !stmt->relation->inh;
  op.nulls_not_distinct = stmt->nulls_not_distinct;
  if (stmt->accessMethod != nullptr) {
    op.method =
        low.FindIdent(stmt->accessMethod, {table.span.end, all.end}).text;
  }
  op.columns = ColumnsOf(low, stmt->indexParams, table.span.end);
  uint32_t after =
      op.columns.empty() ? table.span.end : op.columns.back().span.end;
  if (stmt->indexIncludingParams != nullptr) {
    op.include = Included(low, stmt->indexIncludingParams, after);
  }
  if (stmt->tableSpace != nullptr || stmt->options != nullptr) {
    IndexParts parts;
    parts.options = low.Options(stmt->options);
    parts.tablespace = low.FindIdent(stmt->tableSpace, {after, all.end});
    op.parts = low.arena().New<IndexParts>(parts);
  }
  if (stmt->nulls_not_distinct) {
    low.Needs(15, low.FindWord({after, all.end}, "nulls"),
              "NULLS NOT DISTINCT");
  }
  if (stmt->whereClause != nullptr) {
    Span word = low.FindWord({after, all.end}, "where");
    uint32_t begin = static_cast<uint32_t>(SkipBlank(low.text(), word.end));
    op.where = low.Expression(stmt->whereClause, {begin, all.end});
  }
}

ObjectKind KindOf(::ReindexObjectType kind) {
  switch (kind) {
    case REINDEX_OBJECT_INDEX:
      return ObjectKind::kIndex;
    case REINDEX_OBJECT_TABLE:
      return ObjectKind::kTable;
    case REINDEX_OBJECT_SCHEMA:
      return ObjectKind::kSchema;
    case REINDEX_OBJECT_DATABASE:
      return ObjectKind::kDatabase;
    default:
      return ObjectKind::kOther;
  }
}

const char* TextOf(const ::Node* node) {
  return node != nullptr && IsA(node, String) ? strVal(node) : nullptr;
}

constexpr std::string_view kReindexWords[] = {"index", "table", "schema",
                                              "system", "database"};

void LowerReindex(Lowering& low, const ::ReindexStmt* stmt) {
  auto& op = low.Add<Reindex>();
  op.object = KindOf(stmt->kind);
  size_t word = static_cast<size_t>(stmt->kind);
  Span after = low.TokenAt(low.statement().begin);
  after = {after.end, low.statement().end};
  if (word < std::size(kReindexWords)) {
    op.keyword = low.FindWord(after, kReindexWords[word]);
  }
  if (stmt->relation != nullptr) {
    op.name = low.NameOf(stmt->relation);
  } else if (stmt->name != nullptr) {
    Ident ident = low.FindIdent(stmt->name, {op.keyword.end, after.end});
    op.name = {{}, ident.text, ident.span};
  }
  for (::Node* node : Each<::Node>(stmt->params)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option == nullptr) continue;
    if (std::string_view(option->defname) == "tablespace") {
      op.tablespace = {low.Copied(TextOf(option->arg)), low.statement()};
      low.Needs(14, low.TokenAt(low.At(option->location)),
                "REINDEX (TABLESPACE ...)");
    }
    if (std::string_view(option->defname) != "concurrently") continue;
    auto* off = option->arg != nullptr && IsA(option->arg, String)
                    ? strVal(option->arg)
                    : nullptr;
    op.concurrently = off == nullptr || !(EqualsIgnoringCase(off, "false") ||
                                          EqualsIgnoringCase(off, "off"));
    if (op.concurrently) {
      low.Needs(12, low.TokenAt(low.At(option->location)),
                "REINDEX CONCURRENTLY");
    }
  }
}

}  // namespace

sql::IndexColumn Lowering::IndexColumnOf(const ::IndexElem* elem, Span span) {
  sql::IndexColumn out;
  out.span = span;
  if (elem->name != nullptr) out.column = FindIdent(elem->name, span);
  if (elem->expr != nullptr) out.expression = Expression(elem->expr, span);
  uint32_t from = out.column.empty() ? span.begin : out.column.span.end;
  if (elem->collation != nullptr || elem->opclass != nullptr ||
      elem->expr != nullptr) {
    IndexColumnExtras extras;
    std::string_view called = OutputName(elem->expr);
    if (!called.empty()) extras.called = arena().Copy(called);
    if (elem->collation != nullptr) {
      extras.collation = NameOf(elem->collation, from);
      from = std::max(from, std::min(extras.collation.span.end, span.end));
    }
    if (elem->opclass != nullptr) {
      extras.opclass = NameOf(elem->opclass, from);
      out.opclass = {extras.opclass.name, extras.opclass.span};
    }
    extras.opclass_options = Options(elem->opclassopts);
    if (elem->opclassopts != nullptr) {
      Needs(13, out.opclass.span, "operator class parameters");
    }
    out.extras = arena().New<IndexColumnExtras>(extras);
  }
  out.descending = elem->ordering == SORTBY_DESC;
  if (elem->nulls_ordering == SORTBY_NULLS_FIRST)
    out.nulls = NullsOrder::kFirst;
  if (elem->nulls_ordering == SORTBY_NULLS_LAST) out.nulls = NullsOrder::kLast;
  return out;
}

bool LowerIndex(Lowering& low, ::Node* node) {
  if (auto* create = INTERLOCK_AS(IndexStmt, node)) {
    LowerCreateIndex(low, create);
  } else if (auto* reindex = INTERLOCK_AS(ReindexStmt, node)) {
    LowerReindex(low, reindex);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
