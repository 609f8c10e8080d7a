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
    return;
  }
  out.generated = Generated::kStored;
#if PG_VERSION_NUM >= 180000
  if (node->generated_kind == 'v') out.generated = Generated::kVirtual;
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

std::span<const Ident> ExcludedColumns(Lowering& low, const ::Constraint* node,
                                       Span range) {
  std::vector<Ident> out;
  for (::Node* pair : Each<::Node>(node->exclusions)) {
    auto* list = INTERLOCK_AS(List, pair);
    auto* elem = list != nullptr
                     ? INTERLOCK_AS(IndexElem, (::Node*)linitial(list))
                     : nullptr;
    if (elem == nullptr || elem->name == nullptr) continue;
    out.push_back(low.FindIdent(elem->name, range));
  }
  return low.arena().CopyAll(out);
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
  out.reference = low.arena().New<Reference>(to);
}

}  // namespace

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
  } else if (out.kind == ConstraintKind::kExclude) {
    out.columns = ExcludedColumns(*this, node, FromBracket(*this, rest));
  } else if (node->keys != nullptr) {
    bool bare = out.kind == ConstraintKind::kNotNull;
    out.columns = Idents(node->keys, bare ? rest : FromBracket(*this, rest));
  }
  if (node->indexname != nullptr) {
    Span word = FindWord(rest, "index");
    IndexParts parts;
    parts.using_index = FindIdent(node->indexname, {word.end, rest.end});
    out.index = arena().New<IndexParts>(parts);
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
#endif
  return out;
}

namespace {

void SetCollation(Lowering& low, const ::CollateClause* clause,
                  sql::ColumnDef& out) {
  ColumnExtras extras;
  extras.collation =
      low.IdentAt(strVal(llast(clause->collname)), clause->location);
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
  std::vector<sql::Constraint> inline_constraints;
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
