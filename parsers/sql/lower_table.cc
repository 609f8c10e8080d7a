// SPDX-License-Identifier: Apache-2.0
// CREATE TABLE in its forms.
#include <algorithm>
#include <optional>

#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

Persistence PersistenceOf(const ::RangeVar* range) {
  switch (range->relpersistence) {
    case 'u':
      return Persistence::kUnlogged;
    case 't':
      return Persistence::kTemporary;
    default:
      return Persistence::kPermanent;
  }
}

// From the first word to the end of the name: enough to point at.
Span Head(const Lowering& low, Span name) {
  Span statement = low.statement();
  return {statement.begin,
          std::min(std::max(name.end, statement.begin), statement.end)};
}

// The element that an offset lies in. Elements come in source order, so each
// search begins where the one before it ended.
class Elements {
 public:
  explicit Elements(const Spans& spans) : spans_(spans) {}
  Span Of(uint32_t offset, Span otherwise) {
    while (next_ < spans_.size() && spans_[next_].end <= offset) ++next_;
    if (next_ < spans_.size() && spans_[next_].begin <= offset) {
      return spans_[next_];
    }
    return otherwise;
  }

 private:
  const Spans& spans_;
  size_t next_ = 0;
};

Spans ElementSpans(const Lowering& low, uint32_t from) {
  Tokens tokens = low.TokensFrom(from);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') {
      return low.SplitAtCommas(t.span.begin, low.statement().end);
    }
  }
  return {};
}

// Where an element of a table begins; nothing for what does not say it.
std::optional<uint32_t> BeginOf(const Lowering& low, const ::Node* node) {
  int location = -1;
  if (auto* def = INTERLOCK_AS(ColumnDef, node)) location = def->location;
  if (auto* c = INTERLOCK_AS(Constraint, node)) location = c->location;
  if (location < 0) return std::nullopt;
  return low.At(location);
}

// The elements by where they begin: each ends before the comma that the next
// one follows, so that only the last is read. Empty when one does not say it.
Spans SpansByBegin(const Lowering& low, const ::List* elements) {
  Spans spans;
  for (::Node* node : Each<::Node>(elements)) {
    std::optional<uint32_t> begin = BeginOf(low, node);
    if (!begin) return {};
    if (!spans.empty()) {
      Span& before = spans.back();
      uint32_t comma = low.TrimEnd(before.begin, *begin);
      if (comma <= before.begin || low.text()[comma - 1] != ',') return {};
      before.end = low.TrimEnd(before.begin, comma - 1);
    }
    spans.push_back({*begin, *begin});
  }
  if (spans.empty()) return {};
  Span& last = spans.back();
  last.end = low.SplitAtCommas(last.begin, low.statement().end).front().end;
  return spans;
}

size_t CountOf(const ::List* list, ::NodeTag tag) {
  size_t count = 0;
  for (::Node* node : Each<::Node>(list)) count += nodeTag(node) == tag;
  return count;
}

void LowerElements(Lowering& low, const ::CreateStmt* stmt, CreateTable& op,
                   TableOrigin& origin) {
  if (stmt->tableElts == nullptr) return;
  Spans spans = SpansByBegin(low, stmt->tableElts);
  if (spans.empty()) spans = ElementSpans(low, op.table.span.end);
  Elements elements(spans);
  ArenaList<ColumnDef> columns(low.arena(),
                               CountOf(stmt->tableElts, T_ColumnDef));
  ArenaList<Constraint> constraints(low.arena(),
                                    CountOf(stmt->tableElts, T_Constraint));
  std::vector<Name> likes;
  std::vector<LikeParts> parts;
  for (::Node* node : Each<::Node>(stmt->tableElts)) {
    if (auto* def = INTERLOCK_AS(ColumnDef, node)) {
      Span span = elements.Of(low.At(def->location), op.span);
      columns.Add([&] { return low.Column(def, span); });
    } else if (auto* c = INTERLOCK_AS(Constraint, node)) {
      Span span = elements.Of(low.At(c->location), op.span);
      constraints.Add([&] { return low.ConstraintOf(c, span); });
    } else if (auto* like = INTERLOCK_AS(TableLikeClause, node)) {
      likes.push_back(low.NameOf(like->relation));
      parts.push_back({static_cast<uint16_t>(like->options & 0x1FF),
                       static_cast<uint32_t>(columns.all().size())});
    }
  }
  op.columns = columns.all();
  op.constraints = constraints.all();
  origin.likes = low.arena().CopyAll(likes);
  origin.like_parts = low.arena().CopyAll(parts);
}

std::span<const Expr> BoundValues(Lowering& low, const ::List* list,
                                  Span range) {
  Spans spans;
  Tokens tokens(low.text(), range);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol != '(') continue;
    spans = low.SplitAtCommas(t.span.begin, range.end);
    break;
  }
  std::vector<Expr> out;
  size_t i = 0;
  for (::Node* node : Each<::Node>(list)) {
    Span span = i < spans.size() ? spans[i] : range;
    ++i;
    auto* column = INTERLOCK_AS(ColumnRef, node);
    Expr value;
    value.span = span;
    if (column == nullptr) value = low.Expression(node, span);
    out.push_back(value);  // MINVALUE and MAXVALUE come as columns
  }
  return low.arena().CopyAll(out);
}

PartitionStrategy StrategyOf(char strategy) {
  switch (strategy) {
    case 'l':
      return PartitionStrategy::kList;
    case 'r':
      return PartitionStrategy::kRange;
    case 'h':
      return PartitionStrategy::kHash;
    default:
      return PartitionStrategy::kNone;
  }
}

void LowerPartitioning(Lowering& low, const ::CreateStmt* stmt, CreateTable& op,
                       TableOrigin& origin) {
  if (stmt->partbound != nullptr) {
    origin.partition_of =
        origin.inherits.empty() ? Name{} : origin.inherits.front();
    origin.partition_is_default = stmt->partbound->is_default;
    origin.inherits = {};
    uint32_t from = std::min(origin.partition_of.span.end, low.statement().end);
    origin.bound = low.arena().New<PartitionBound>(
        BoundOf(low, stmt->partbound, {from, low.statement().end}));
  }
  const ::PartitionSpec* spec = stmt->partspec;
  if (spec == nullptr) return;
  op.partitioned = true;
  origin.strategy = StrategyOf(static_cast<char>(spec->strategy));
  Span rest = {low.At(spec->location), low.statement().end};
  Spans spans = ElementSpans(low, rest.begin);
  std::vector<Ident> key;
  std::vector<IndexColumn> elements;
  size_t i = 0;
  for (::Node* node : Each<::Node>(spec->partParams)) {
    Span span = i < spans.size() ? spans[i] : rest;
    ++i;
    auto* elem = INTERLOCK_AS(PartitionElem, node);
    if (elem == nullptr) continue;
    // Theirs is an index's element in all but name.
    ::IndexElem as_index{};
    as_index.name = elem->name;
    as_index.expr = elem->expr;
    as_index.collation = elem->collation;
    as_index.opclass = elem->opclass;
    elements.push_back(low.IndexColumnOf(&as_index, span));
    if (elem->name != nullptr) key.push_back(elements.back().column);
  }
  origin.partition_key = low.arena().CopyAll(key);
  origin.partition_elements = low.arena().CopyAll(elements);
}

// The storage's part of a table: after all of its brackets.
void LowerStorage(Lowering& low, const ::List* options, const char* tablespace,
                  const char* method, TableOrigin& origin) {
  origin.options = low.Options(options);
  Span rest = {low.statement().begin, low.statement().end};
  if (tablespace != nullptr) {
    Span word = low.FindWord(rest, "tablespace");
    origin.tablespace = low.FindIdent(tablespace, {word.end, rest.end});
  }
  if (method != nullptr) {
    Span word = low.FindWord(rest, "using");
    origin.access_method = low.FindIdent(method, {word.end, rest.end});
    low.Needs(12, word, "USING an access method");
  }
}

OnCommit OnCommitOf(::OnCommitAction action) {
  if (action == ONCOMMIT_DELETE_ROWS) return OnCommit::kDelete;
  return action == ONCOMMIT_DROP ? OnCommit::kDrop : OnCommit::kPreserve;
}

void LowerCreate(Lowering& low, const ::CreateStmt* stmt,
                 const ::CreateForeignTableStmt* remote) {
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<CreateTable>(Head(low, table.span));
  op.table = table;
  op.foreign = remote != nullptr;
  op.if_not_exists = stmt->if_not_exists;
  op.persistence = PersistenceOf(stmt->relation);
  op.on_commit = OnCommitOf(stmt->oncommit);
  TableOrigin origin;
  origin.inherits = low.Relations(stmt->inhRelations);
  LowerElements(low, stmt, op, origin);
  LowerPartitioning(low, stmt, op, origin);
  if (stmt->options != nullptr || stmt->tablespacename != nullptr ||
      stmt->accessMethod != nullptr) {
    LowerStorage(low, stmt->options, stmt->tablespacename, stmt->accessMethod,
                 origin);
  }
  if (stmt->ofTypename != nullptr) {
    TypeName type = low.Type(stmt->ofTypename);
    origin.of_type = {type.schema(), type.name(), type.span};
  }
  if (remote != nullptr) {
    Span word = low.FindWord({table.span.end, low.statement().end}, "server");
    origin.server =
        low.FindIdent(remote->servername, {word.end, low.statement().end});
    origin.remote = low.Options(remote->options);
  }
  if (!origin.inherits.empty() || !origin.likes.empty() ||
      stmt->partbound != nullptr || stmt->partspec != nullptr ||
      stmt->ofTypename != nullptr || stmt->options != nullptr ||
      stmt->tablespacename != nullptr || stmt->accessMethod != nullptr ||
      remote != nullptr) {
    op.origin = low.arena().New<TableOrigin>(origin);
  }
}

// The names of a query's first arm, as far as they are known.
std::span<const Ident> OutputNames(Lowering& low, const Query& query) {
  std::vector<Ident> out;
  for (const OutputColumn& column : query.OutputsOf(0)) {
    if (!column.name.empty()) out.push_back(column.name);
  }
  return low.arena().CopyAll(out);
}

// The last AS on the way to the query, in a statement that has one.
Span QuerySpan(const Lowering& low, uint32_t from) {
  Span rest = {from, low.statement().end};
  Tokens tokens(low.text(), rest);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') t = tokens.SkipToClose();
    if (WordIs(low.text(), t, "as"))
      return {tokens.Peek().span.begin, rest.end};
  }
  return rest;
}

void LowerView(Lowering& low, const ::ViewStmt* stmt) {
  Name view = low.NameOf(stmt->view);
  auto& op = low.Add<CreateView>(Head(low, view.span));
  op.view = view;
  op.or_replace = stmt->replace;
  op.persistence = PersistenceOf(stmt->view);
  op.query_span = QuerySpan(low, view.span.end);
  op.reads = low.Reads(stmt->query);
  op.query = low.QueryOf(stmt->query);
  op.options = low.Options(stmt->options);
  if (stmt->withCheckOption == LOCAL_CHECK_OPTION) op.check_option = 'l';
  if (stmt->withCheckOption == CASCADED_CHECK_OPTION) op.check_option = 'c';
  op.recursive =
      !low.FindWord({op.span.begin, view.span.begin}, "recursive").empty();
  op.names_columns = stmt->aliases != nullptr;
  op.columns =
      op.names_columns
          ? low.Idents(stmt->aliases, {view.span.end, low.statement().end})
          : OutputNames(low, *op.query);
  for (const Option& option : op.options) {
    if (option.name.text == "security_invoker") {
      low.Needs(15, option.name.span, "security_invoker");
    }
  }
}

void LowerMaterialized(Lowering& low, const ::CreateTableAsStmt* stmt,
                       Name name, Span head) {
  auto& op = low.Add<CreateView>(head);
  op.view = name;
  op.materialized = true;
  op.if_not_exists = stmt->if_not_exists;
  op.with_data = !stmt->into->skipData;
  op.persistence = PersistenceOf(stmt->into->rel);
  op.query_span = QuerySpan(low, name.span.end);
  op.reads = low.Reads(stmt->query);
  op.query = low.QueryOf(stmt->query);
  TableOrigin storage;
  LowerStorage(low, stmt->into->options, stmt->into->tableSpaceName,
               stmt->into->accessMethod, storage);
  op.options = storage.options;
  op.tablespace = storage.tablespace;
  op.access_method = storage.access_method;
  op.names_columns = stmt->into->colNames != nullptr;
  op.columns = op.names_columns
                   ? low.Idents(stmt->into->colNames,
                                {name.span.end, low.statement().end})
                   : OutputNames(low, *op.query);
}

void LowerTableAs(Lowering& low, const ::CreateTableAsStmt* stmt) {
  Name name = low.NameOf(stmt->into->rel);
  Span head = Head(low, name.span);
  if (stmt->objtype == OBJECT_MATVIEW) {
    return LowerMaterialized(low, stmt, name, head);
  }
  auto& op = low.Add<CreateTable>(head);
  op.if_not_exists = stmt->if_not_exists;
  LowerInto(low, stmt->into, stmt->query, op);
}

}  // namespace

PartitionBound BoundOf(Lowering& low, const ::PartitionBoundSpec* spec,
                       Span from) {
  PartitionBound out;
  out.is_default = spec->is_default;
  out.strategy = StrategyOf(spec->strategy);
  // A column list of the partition may come before it.
  Span word = low.FindWord(from, out.is_default ? "default" : "values");
  out.span = word.empty() ? from : word;
  if (out.is_default) return out;
  std::string_view first = out.strategy == PartitionStrategy::kRange  ? "from"
                           : out.strategy == PartitionStrategy::kHash ? "with"
                                                                      : "in";
  Span rest = {out.span.begin, from.end};
  Span open = low.FindWord(rest, first);
  rest.begin = std::max(rest.begin, open.end);
  out.modulus = spec->modulus;
  out.remainder = spec->remainder;
  uint32_t end = rest.begin;
  Tokens tokens(low.text(), rest);
  auto skip_bracket = [&] {
    Token t = tokens.Next();
    while (t.kind != TokenKind::kEnd && t.symbol != '(') t = tokens.Next();
    t = tokens.SkipToClose();
    if (t.kind != TokenKind::kEnd) end = t.span.end;
  };
  skip_bracket();
  if (out.strategy == PartitionStrategy::kList) {
    out.values = BoundValues(low, spec->listdatums, {rest.begin, end});
  } else if (out.strategy == PartitionStrategy::kRange) {
    uint32_t second = end;
    out.values = BoundValues(low, spec->lowerdatums, {rest.begin, end});
    skip_bracket();
    out.to = BoundValues(low, spec->upperdatums, {second, end});
  }
  out.span.end = std::max(out.span.end, end);
  Token before = Tokens(low.text(), from).Next();
  if (WordIs(low.text(), before, "for")) out.span.begin = before.span.begin;
  return out;
}

void LowerInto(Lowering& low, const ::IntoClause* into, ::Node* query,
               CreateTable& op) {
  op.table = low.NameOf(into->rel);
  op.as_query = true;
  op.with_data = !into->skipData;
  op.persistence = PersistenceOf(into->rel);
  op.on_commit = OnCommitOf(into->onCommit);
  TableOrigin origin;
  origin.reads = low.Reads(query);
  origin.query = low.QueryOf(query);
  LowerStorage(low, into->options, into->tableSpaceName, into->accessMethod,
               origin);
  if (into->colNames != nullptr) {
    origin.as_names =
        low.Idents(into->colNames, {op.table.span.end, low.statement().end});
  }
  op.origin = low.arena().New<TableOrigin>(origin);
  std::vector<ColumnDef> columns;
  auto add = [&](const Ident& name) {
    ColumnDef def;
    def.name = name;
    def.span = name.span;
    columns.push_back(def);
  };
  for (const Ident& name : origin.as_names) add(name);
  std::span<const OutputColumn> outputs = origin.query->OutputsOf(0);
  for (size_t i = columns.size(); i < outputs.size(); ++i) {
    if (!outputs[i].name.empty()) add(outputs[i].name);
  }
  op.columns = low.arena().CopyAll(columns);
}

bool LowerTable(Lowering& low, ::Node* node) {
  if (auto* create = INTERLOCK_AS(CreateStmt, node)) {
    LowerCreate(low, create, nullptr);
  } else if (auto* remote = INTERLOCK_AS(CreateForeignTableStmt, node)) {
    LowerCreate(low, &remote->base, remote);
  } else if (auto* view = INTERLOCK_AS(ViewStmt, node)) {
    LowerView(low, view);
  } else if (auto* as = INTERLOCK_AS(CreateTableAsStmt, node)) {
    LowerTableAs(low, as);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
