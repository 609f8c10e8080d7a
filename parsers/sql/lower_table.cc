// SPDX-License-Identifier: Apache-2.0
// CREATE TABLE in its forms.
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
  explicit Elements(std::vector<Span> spans) : spans_(std::move(spans)) {}
  Span Of(uint32_t offset, Span otherwise) {
    while (next_ < spans_.size() && spans_[next_].end <= offset) ++next_;
    if (next_ < spans_.size() && spans_[next_].begin <= offset) {
      return spans_[next_];
    }
    return otherwise;
  }

 private:
  std::vector<Span> spans_;
  size_t next_ = 0;
};

std::vector<Span> ElementSpans(const Lowering& low, uint32_t from) {
  Tokens tokens = low.TokensFrom(from);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') {
      return low.SplitAtCommas(t.span.begin, low.statement().end);
    }
  }
  return {};
}

void LowerElements(Lowering& low, const ::CreateStmt* stmt, CreateTable& op,
                   TableOrigin& origin) {
  if (stmt->tableElts == nullptr) return;
  Elements elements(ElementSpans(low, op.table.span.end));
  std::vector<ColumnDef> columns;
  columns.reserve(SizeOf(stmt->tableElts));
  std::vector<Constraint> constraints;
  std::vector<Name> likes;
  for (::Node* node : Each<::Node>(stmt->tableElts)) {
    if (auto* def = INTERLOCK_AS(ColumnDef, node)) {
      Span span = elements.Of(low.At(def->location), op.span);
      columns.push_back(low.Column(def, span));
    } else if (auto* c = INTERLOCK_AS(Constraint, node)) {
      constraints.push_back(
          low.ConstraintOf(c, elements.Of(low.At(c->location), op.span)));
    } else if (auto* like = INTERLOCK_AS(TableLikeClause, node)) {
      likes.push_back(low.NameOf(like->relation));
    }
  }
  op.columns = low.arena().CopyAll(columns);
  op.constraints = low.arena().CopyAll(constraints);
  origin.likes = low.arena().CopyAll(likes);
}

void LowerPartitioning(Lowering& low, const ::CreateStmt* stmt, CreateTable& op,
                       TableOrigin& origin) {
  if (stmt->partbound != nullptr) {
    origin.partition_of =
        origin.inherits.empty() ? Name{} : origin.inherits.front();
    origin.partition_is_default = stmt->partbound->is_default;
    origin.inherits = {};
  }
  if (stmt->partspec == nullptr) return;
  op.partitioned = true;
  std::vector<Ident> key;
  for (::Node* node : Each<::Node>(stmt->partspec->partParams)) {
    auto* elem = INTERLOCK_AS(PartitionElem, node);
    if (elem == nullptr || elem->name == nullptr) continue;
    key.push_back(low.IdentAt(elem->name, elem->location));
  }
  origin.partition_key = low.arena().CopyAll(key);
}

void LowerCreate(Lowering& low, const ::CreateStmt* stmt, bool foreign) {
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<CreateTable>(Head(low, table.span));
  op.table = table;
  op.foreign = foreign;
  op.if_not_exists = stmt->if_not_exists;
  op.persistence = PersistenceOf(stmt->relation);
  TableOrigin origin;
  origin.inherits = low.Relations(stmt->inhRelations);
  LowerElements(low, stmt, op, origin);
  LowerPartitioning(low, stmt, op, origin);
  if (!origin.inherits.empty() || !origin.likes.empty() ||
      stmt->partbound != nullptr || stmt->partspec != nullptr) {
    op.origin = low.arena().New<TableOrigin>(origin);
  }
}

// Names that the output columns of a query certainly have.
std::span<const Ident> OutputColumns(Lowering& low, ::Node* query) {
  auto* select = INTERLOCK_AS(SelectStmt, query);
  while (select != nullptr && select->op != SETOP_NONE) select = select->larg;
  if (select == nullptr) return {};
  std::vector<Ident> out;
  for (::Node* node : Each<::Node>(select->targetList)) {
    auto* target = INTERLOCK_AS(ResTarget, node);
    if (target == nullptr) continue;
    if (target->name != nullptr) {
      out.push_back({low.Keep(target->name, low.At(target->location)),
                     low.TokenAt(low.At(target->location))});
    } else if (auto* ref = INTERLOCK_AS(ColumnRef, target->val)) {
      auto* last = static_cast<::Node*>(llast(ref->fields));
      if (!IsA(last, String)) continue;
      Name name = low.NameAt({}, strVal(last), low.At(ref->location));
      out.push_back({name.name, name.span});
    }
  }
  return low.arena().CopyAll(out);
}

void LowerView(Lowering& low, const ::ViewStmt* stmt) {
  Name view = low.NameOf(stmt->view);
  auto& op = low.Add<CreateView>(Head(low, view.span));
  op.view = view;
  op.or_replace = stmt->replace;
  op.reads = low.Reads(stmt->query);
  op.columns =
      stmt->aliases != nullptr
          ? low.Idents(stmt->aliases, {view.span.end, low.statement().end})
          : OutputColumns(low, stmt->query);
}

void LowerTableAs(Lowering& low, const ::CreateTableAsStmt* stmt) {
  Name name = low.NameOf(stmt->into->rel);
  Span head = Head(low, name.span);
  if (stmt->objtype == OBJECT_MATVIEW) {
    auto& op = low.Add<CreateView>(head);
    op.view = name;
    op.materialized = true;
    op.if_not_exists = stmt->if_not_exists;
    op.with_data = !stmt->into->skipData;
    op.reads = low.Reads(stmt->query);
    op.columns = OutputColumns(low, stmt->query);
    return;
  }
  auto& op = low.Add<CreateTable>(head);
  op.table = name;
  op.as_query = true;
  op.if_not_exists = stmt->if_not_exists;
  op.persistence = PersistenceOf(stmt->into->rel);
  TableOrigin origin;
  origin.reads = low.Reads(stmt->query);
  op.origin = low.arena().New<TableOrigin>(origin);
  std::vector<ColumnDef> columns;
  for (const Ident& column : OutputColumns(low, stmt->query)) {
    ColumnDef def;
    def.name = column;
    def.span = column.span;
    columns.push_back(def);
  }
  op.columns = low.arena().CopyAll(columns);
}

}  // namespace

bool LowerTable(Lowering& low, ::Node* node) {
  if (auto* create = INTERLOCK_AS(CreateStmt, node)) {
    LowerCreate(low, create, false);
  } else if (auto* remote = INTERLOCK_AS(CreateForeignTableStmt, node)) {
    LowerCreate(low, &remote->base, true);
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
