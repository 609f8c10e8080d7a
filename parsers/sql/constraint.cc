// SPDX-License-Identifier: Apache-2.0
// Columns and constraints, of tables and of domains.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

ConstraintKind KindOf(::ConstrType type) {
  switch (type) {
    case CONSTR_NOTNULL:
      return ConstraintKind::kNotNull;
    case CONSTR_PRIMARY:
      return ConstraintKind::kPrimaryKey;
    case CONSTR_UNIQUE:
      return ConstraintKind::kUnique;
    case CONSTR_FOREIGN:
      return ConstraintKind::kForeignKey;
    case CONSTR_EXCLUSION:
      return ConstraintKind::kExclude;
    default:
      return ConstraintKind::kCheck;
  }
}

// What follows the first `word` in the range; inside its brackets if it is
// followed by some.
Span After(const Lowering& low, Span range, std::string_view word) {
  Span found = low.FindWord(range, word);
  if (found.empty()) return range;
  Tokens tokens(low.text(), {found.end, range.end});
  Token first = tokens.Next();
  uint32_t end = range.end;
  uint32_t begin = first.span.begin;
  if (first.symbol == '(') {
    begin = tokens.Peek().span.begin;
    end = tokens.SkipToClose().span.begin;
  }
  if (begin >= end) return range;
  return {begin, low.TrimEnd(begin, end)};
}

// DEFAULT takes no brackets of its own.
Span AfterDefault(const Lowering& low, Span range) {
  Token first = Tokens(low.text(), range).Next();
  Span found = WordIs(low.text(), first, "default")
                   ? first.span
                   : low.FindWord(range, "default");
  if (found.empty()) return range;
  uint32_t begin = static_cast<uint32_t>(SkipBlank(low.text(), found.end));
  return begin < range.end ? Span{begin, range.end} : range;
}

// From the first opening bracket on: key columns lie there.
Span FromBracket(const Lowering& low, Span range) {
  Tokens tokens(low.text(), range);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(') return {t.span.end, range.end};
  }
  return range;
}

bool IsAttribute(const ::Constraint* node) {
  switch (node->contype) {
    case CONSTR_ATTR_DEFERRABLE:
    case CONSTR_ATTR_NOT_DEFERRABLE:
    case CONSTR_ATTR_DEFERRED:
    case CONSTR_ATTR_IMMEDIATE:
      return true;
#if PG_VERSION_NUM >= 180000
    case CONSTR_ATTR_ENFORCED:
    case CONSTR_ATTR_NOT_ENFORCED:
      return true;
#endif
    default:
      return false;
  }
}

// DEFERRABLE and its kin come as nodes of their own after a column constraint.
void ApplyAttribute(::ConstrType type, sql::Constraint& out) {
  if (type == CONSTR_ATTR_DEFERRABLE) out.deferrable = true;
  if (type == CONSTR_ATTR_DEFERRED) {
    out.deferrable = out.initially_deferred = true;
  }
#if PG_VERSION_NUM >= 180000
  if (type == CONSTR_ATTR_NOT_ENFORCED) out.enforced = false;
#endif
}

void SetGenerated(const ::Constraint* node, Span range, Lowering& low,
                  sql::ColumnDef& out) {
  if (node->contype == CONSTR_IDENTITY) {
    out.generated = node->generated_when == 'a' ? Generated::kIdentityAlways
                                                : Generated::kIdentityByDefault;
    if (node->options != nullptr) {
      ColumnExtras extras = *out.extras;
      extras.identity = low.Sequence(node->options);
      out.extras = low.arena().New<ColumnExtras>(extras);
    }
    return;
  }
  out.generated = Generated::kStored;
  low.Needs(12, low.FindWord(range, "generated"), "generated columns");
#if PG_VERSION_NUM >= 180000
  if (node->generated_kind == 'v') {
    out.generated = Generated::kVirtual;
    low.Needs(18, low.FindWord(range, "generated"),
              "virtual generated columns");
  }
#endif
  ColumnExtras extras = *out.extras;
  extras.generated_as = low.Expression(node->raw_expr, After(low, range, "as"));
  out.extras = low.arena().New<ColumnExtras>(extras);
}

// What the grammar writes as a constraint but is a property of the column.
bool SetPart(Lowering& low, const ::Constraint* node, Span range,
             sql::ColumnDef& out) {
  switch (node->contype) {
    case CONSTR_NULL:
      return true;
    case CONSTR_NOTNULL:
      out.not_null = true;
      if (node->conname != nullptr || node->is_no_inherit) {
        ColumnExtras extras = *out.extras;
        extras.not_null =
            low.arena().New<sql::Constraint>(low.ConstraintOf(node, range));
        out.extras = low.arena().New<ColumnExtras>(extras);
      }
      return true;
    case CONSTR_DEFAULT:
      out.default_part = low.arena().New<sql::Expr>(
          low.Expression(node->raw_expr, AfterDefault(low, range)));
      return true;
    case CONSTR_IDENTITY:
    case CONSTR_GENERATED:
      SetGenerated(node, range, low, out);
      return true;
    default:
      return false;
  }
}

// The grammar puts nothing but constraints into a column's list.
const ::Constraint* NodeAt(const ::List* list, size_t i) {
  return castNode(Constraint, list->elements[i].ptr_value);
}

// EXCLUDE USING m (a WITH =, ...) WHERE (...).
void ExcludeParts(Lowering& low, const ::Constraint* node, Span range,
                  sql::Constraint& out, IndexParts& parts) {
  Tokens tokens(low.text(), range);
  Token open = tokens.Next();
  while (open.kind != TokenKind::kEnd && open.symbol != '(') {
    open = tokens.Next();
  }
  Spans spans = low.SplitAtCommas(open.span.begin, range.end);
  std::vector<Ident> columns;
  std::vector<IndexColumn> elements;
  std::vector<Name> operators;
  size_t i = 0;
  for (::Node* pair : Each<::Node>(node->exclusions)) {
    Span span = i < spans.size() ? spans[i] : range;
    ++i;
    auto* list = INTERLOCK_AS(List, pair);
    if (SizeOf(list) < 2) continue;
    auto* elem = INTERLOCK_AS(IndexElem, (::Node*)linitial(list));
    auto* name = INTERLOCK_AS(List, (::Node*)lsecond(list));
    if (elem == nullptr) continue;
    elements.push_back(low.IndexColumnOf(elem, span));
    if (!elements.back().column.empty()) {
      columns.push_back(elements.back().column);
    }
    Name op;
    if (SizeOf(name) > 0) op.name = low.Copied(strVal(llast(name)));
    if (SizeOf(name) > 1) op.schema = low.Copied(strVal(linitial(name)));
    op.span = span;
    operators.push_back(op);
  }
  out.columns = low.arena().CopyAll(columns);
  parts.elements = low.arena().CopyAll(elements);
  parts.operators = low.arena().CopyAll(operators);
  parts.method = low.Copied(node->access_method);
  if (node->where_clause == nullptr) return;
  uint32_t after = spans.empty() ? range.begin : spans.back().end;
  parts.where = low.Expression(node->where_clause,
                               After(low, {after, range.end}, "where"));
}

// What a constraint says of its index; most say nothing.
void SetIndexParts(Lowering& low, const ::Constraint* node, Span rest,
                   sql::Constraint& out) {
  IndexParts parts;
  bool any = false;
  if (out.kind == ConstraintKind::kExclude) {
    ExcludeParts(low, node, rest, out, parts);
    any = true;
  }
  if (node->indexname != nullptr) {
    Span word = low.FindWord(rest, "index");
    parts.using_index = low.FindIdent(node->indexname, {word.end, rest.end});
    any = true;
  }
  if (node->including != nullptr) {
    Span word = low.FindWord(rest, "include");
    parts.include = low.Idents(node->including, {word.end, rest.end});
    any = true;
  }
  if (node->options != nullptr || node->indexspace != nullptr) {
    parts.options = low.Options(node->options);
    Span word = low.FindWord(rest, "tablespace");
    parts.tablespace = low.FindIdent(node->indexspace, {word.end, rest.end});
    any = true;
  }
#if PG_VERSION_NUM >= 180000
  if (node->without_overlaps) {
    parts.without_overlaps = any = true;
    low.Needs(18, low.FindWord(rest, "without"), "WITHOUT OVERLAPS");
  }
#endif
  if (any) out.index = low.arena().New<IndexParts>(parts);
}

void ForeignKeyParts(Lowering& low, const ::Constraint* node, Span keys,
                     sql::Constraint& out) {
  if (node->fk_attrs != nullptr) out.columns = low.Idents(node->fk_attrs, keys);
  Reference to;
  to.table = low.NameOf(node->pktable);
  if (node->pk_attrs != nullptr) {
    to.columns = low.Idents(node->pk_attrs, {to.table.span.end, keys.end});
  }
  if (node->fk_del_action != '\0') to.on_delete = node->fk_del_action;
  if (node->fk_upd_action != '\0') to.on_update = node->fk_upd_action;
  if (node->fk_matchtype != '\0') to.match = node->fk_matchtype;
  if (node->fk_del_set_cols != nullptr) {
    Span word = low.FindWord({to.table.span.end, keys.end}, "set");
    to.on_delete_columns =
        low.Idents(node->fk_del_set_cols, {word.end, keys.end});
    low.Needs(15, word, "ON DELETE SET with a list of columns");
  }
#if PG_VERSION_NUM >= 180000
  to.period = node->fk_with_period;
  if (to.period) low.Needs(18, low.FindWord(keys, "period"), "PERIOD");
#endif
  out.reference = low.arena().New<Reference>(to);
}

}  // namespace

// Long: one line for each part.
sql::Constraint Lowering::ConstraintOf(const ::Constraint* node, Span range) {
  sql::Constraint out{};
  out.kind = KindOf(node->contype);
  out.span = range;
  Span rest = range;
  if (node->conname != nullptr) {
    Span word = FindWord(range, "constraint");
    out.name = FindIdent(node->conname, {word.end, range.end});
    if (out.name.span.end > word.end) rest.begin = out.name.span.end;
  }
  if (out.kind == ConstraintKind::kCheck) {
    out.check_part = arena().New<sql::Expr>(
        Expression(node->raw_expr, After(*this, rest, "check")));
  } else if (out.kind == ConstraintKind::kForeignKey) {
    ForeignKeyParts(*this, node, FromBracket(*this, rest), out);
  } else if (node->keys != nullptr) {
    bool bare = out.kind == ConstraintKind::kNotNull;
    if (bare) Needs(18, rest, "NOT NULL as a table constraint");
    out.columns = Idents(node->keys, bare ? rest : FromBracket(*this, rest));
  }
  if (out.kind == ConstraintKind::kUnique ||
      out.kind == ConstraintKind::kPrimaryKey ||
      out.kind == ConstraintKind::kExclude) {
    SetIndexParts(*this, node, rest, out);
  }
  out.not_valid = node->skip_validation;
  out.deferrable = node->deferrable;
  out.initially_deferred = node->initdeferred;
  out.nulls_not_distinct = node->nulls_not_distinct;
  out.no_inherit = node->is_no_inherit;
#if PG_VERSION_NUM >= 180000
  out.enforced = node->is_enforced || (out.kind != ConstraintKind::kCheck &&
                                       out.kind != ConstraintKind::kForeignKey);
  // NOT ENFORCED is never validated; the grammar marks it as NOT VALID too.
  if (!out.enforced) Needs(18, FindWord(rest, "enforced"), "NOT ENFORCED");
  if (out.kind == ConstraintKind::kNotNull && out.not_valid) {
    Needs(18, FindWord(rest, "valid"), "NOT NULL ... NOT VALID");
  }
#endif
  if (out.nulls_not_distinct) {
    Needs(15, FindWord(rest, "nulls"), "NULLS NOT DISTINCT");
  }
  return out;
}

namespace {

void SetCollation(Lowering& low, const ::CollateClause* clause,
                  sql::ColumnDef& out) {
  ColumnExtras extras = *out.extras;
  Span after = low.TokenAt(low.At(clause->location));
  Name name = low.NameOf(clause->collname, after.end);
  extras.collation = {name.name, name.span};
  extras.collation_schema = name.schema;
  out.extras = low.arena().New<ColumnExtras>(extras);
}

void SetStorage(Lowering& low, const ::ColumnDef* def, Span element,
                sql::ColumnDef& out) {
  ColumnExtras extras = *out.extras;
  if (def->storage_name != nullptr) {
    Span word = low.FindWord(element, "storage");
    extras.storage = low.FindIdent(def->storage_name, {word.end, element.end});
    low.Needs(16, word, "STORAGE in a column's definition");
  }
  if (def->compression != nullptr) {
    Span word = low.FindWord(element, "compression");
    extras.compression =
        low.FindIdent(def->compression, {word.end, element.end});
    low.Needs(14, word, "COMPRESSION");
  }
  extras.options = low.Options(def->fdwoptions);
  out.extras = low.arena().New<ColumnExtras>(extras);
}

}  // namespace

sql::ColumnDef Lowering::Column(const ::ColumnDef* def, Span element) {
  sql::ColumnDef out;
  out.name = IdentAt(def->colname, def->location);
  out.span = {std::min(out.name.span.begin, element.end), element.end};
  out.type = Type(def->typeName);
  out.not_null = def->is_not_null;
  if (def->collClause != nullptr) SetCollation(*this, def->collClause, out);
  if (def->storage_name != nullptr || def->compression != nullptr ||
      def->fdwoptions != nullptr) {
    SetStorage(*this, def, element, out);
  }
  SmallList<sql::Constraint, 4> inline_constraints;
  const Ident* self = nullptr;  // its name as a list, for all its constraints
  size_t count = SizeOf(def->constraints);
  for (size_t i = 0; i < count;) {
    size_t next = i + 1;
    while (next < count && IsAttribute(NodeAt(def->constraints, next))) ++next;
    const ::Constraint* node = NodeAt(def->constraints, i);
    uint32_t begin = At(node->location);
    uint32_t end = next < count ? At(NodeAt(def->constraints, next)->location)
                                : element.end;
    if (def->collClause != nullptr && At(def->collClause->location) > begin) {
      end = std::min(end, At(def->collClause->location));
    }
    Span range = {begin, TrimEnd(begin, std::max(begin, end))};
    if (!SetPart(*this, node, range, out)) {
      sql::Constraint c = ConstraintOf(node, range);
      if (c.columns.empty()) {
        if (self == nullptr) self = arena().New<Ident>(out.name);
        c.columns = {self, 1};
      }
      for (size_t k = i + 1; k < next; ++k) {
        ApplyAttribute(NodeAt(def->constraints, k)->contype, c);
      }
      inline_constraints.push_back(c);
    }
    i = next;
  }
  out.constraint_list = arena().CopyAll(inline_constraints).data();
  out.constraint_count = static_cast<uint32_t>(inline_constraints.size());
  return out;
}

}  // namespace interlock::sql
