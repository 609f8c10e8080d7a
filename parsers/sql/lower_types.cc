// SPDX-License-Identifier: Apache-2.0
// Enums, domains, composite and range types.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

Span Rest(const Lowering& low, const Name& after) {
  return {std::min(after.span.end, low.statement().end), low.statement().end};
}

void LowerEnum(Lowering& low, const ::CreateEnumStmt* stmt) {
  auto& op = low.Add<CreateEnum>();
  op.type = low.NameOf(stmt->typeName, low.statement().begin);
  Span range = Rest(low, op.type);
  std::vector<Ident> labels;
  for (::Node* node : Each<::Node>(stmt->vals)) {
    labels.push_back(low.FindLabel(strVal(node), range));
    if (labels.back().span != range) range.begin = labels.back().span.end;
  }
  op.labels = low.arena().CopyAll(labels);
}

void LowerAlterEnum(Lowering& low, const ::AlterEnumStmt* stmt) {
  Name type = low.NameOf(stmt->typeName, low.statement().begin);
  Span range = Rest(low, type);
  if (stmt->oldVal != nullptr) {
    auto& op = low.Add<RenameEnumValue>();
    op.type = type;
    op.from = low.FindLabel(stmt->oldVal, range);
    op.to = low.FindLabel(stmt->newVal, {op.from.span.end, range.end});
    return;
  }
  auto& op = low.Add<AddEnumValue>();
  op.type = type;
  op.value = low.FindLabel(stmt->newVal, range);
  op.if_not_exists = stmt->skipIfNewValExists;
  op.neighbour =
      low.FindLabel(stmt->newValNeighbor, {op.value.span.end, range.end});
  op.after = stmt->newValIsAfter;
}

// The text of the i-th constraint: up to the next one.
Span ConstraintSpan(const Lowering& low, const ::List* list, size_t i) {
  auto* node = INTERLOCK_AS(Constraint, (::Node*)list_nth(list, int(i)));
  if (node == nullptr) return low.statement();
  uint32_t begin = low.At(node->location);
  uint32_t end = low.statement().end;
  if (i + 1 < SizeOf(list)) {
    auto* next = INTERLOCK_AS(Constraint, (::Node*)list_nth(list, int(i) + 1));
    if (next != nullptr) end = low.At(next->location);
  }
  return {begin, low.TrimEnd(begin, std::max(begin, end))};
}

Span AfterWord(const Lowering& low, Span range, std::string_view word) {
  Span found = low.FindWord(range, word);
  uint32_t begin = static_cast<uint32_t>(SkipBlank(low.text(), found.end));
  return {std::min(begin, range.end), range.end};
}

void LowerDomain(Lowering& low, const ::CreateDomainStmt* stmt) {
  auto& op = low.Add<CreateDomain>();
  op.domain = low.NameOf(stmt->domainname, low.statement().begin);
  op.base = low.Type(stmt->typeName);
  if (stmt->collClause != nullptr) {
    uint32_t at = low.TokenAt(low.At(stmt->collClause->location)).end;
    Name collation = low.NameOf(stmt->collClause->collname, at);
    op.collation = {collation.name, collation.span};
  }
  std::vector<Constraint> constraints;
  size_t i = 0;
  for (::Node* node : Each<::Node>(stmt->constraints)) {
    Span span = ConstraintSpan(low, stmt->constraints, i++);
    auto* c = INTERLOCK_AS(Constraint, node);
    if (c == nullptr || c->contype == CONSTR_NULL) continue;
    if (c->contype == CONSTR_NOTNULL) {
      op.not_null = true;
      op.not_null_name = low.ConstraintOf(c, span).name;
    } else if (c->contype == CONSTR_DEFAULT) {
      op.default_value =
          low.Expression(c->raw_expr, AfterWord(low, span, "default"));
    } else if (c->contype == CONSTR_CHECK) {
      constraints.push_back(low.ConstraintOf(c, span));
    }
  }
  op.constraints = low.arena().CopyAll(constraints);
}

DomainChange ChangeOf(const ::AlterDomainStmt* stmt) {
  switch (stmt->subtype) {
    case 'T':
      return stmt->def != nullptr ? DomainChange::kSetDefault
                                  : DomainChange::kDropDefault;
    case 'N':
      return DomainChange::kDropNotNull;
    case 'O':
      return DomainChange::kSetNotNull;
    case 'C':
      return DomainChange::kAddConstraint;
    case 'X':
      return DomainChange::kDropConstraint;
    default:
      return DomainChange::kValidateConstraint;
  }
}

void LowerAlterDomain(Lowering& low, const ::AlterDomainStmt* stmt) {
  auto& op = low.Add<AlterDomain>();
  op.domain = low.NameOf(stmt->typeName, low.statement().begin);
  op.change = ChangeOf(stmt);
  op.cascade = stmt->behavior == DROP_CASCADE;
  op.if_exists = stmt->missing_ok;
  Span rest = Rest(low, op.domain);
  op.constraint.kind = ConstraintKind::kCheck;
  op.constraint.span = rest;
  if (auto* c = INTERLOCK_AS(Constraint, stmt->def)) {
    uint32_t begin = std::max(low.At(c->location), rest.begin);
    op.constraint = low.ConstraintOf(c, {begin, rest.end});
  } else if (stmt->def != nullptr) {
    op.value = low.Expression(stmt->def, AfterWord(low, rest, "default"));
  }
  if (stmt->name != nullptr) {
    Span word = low.FindWord(rest, "constraint");
    op.constraint.name = low.FindIdent(stmt->name, {word.end, rest.end});
  }
}

void LowerComposite(Lowering& low, const ::CompositeTypeStmt* stmt) {
  auto& op = low.Add<CreateType>();
  op.type = low.NameOf(stmt->typevar);
  Tokens tokens = low.TokensFrom(op.type.span.end);
  Token token = tokens.Next();
  while (token.kind != TokenKind::kEnd && token.symbol != '(') {
    token = tokens.Next();
  }
  Spans spans = low.SplitAtCommas(token.span.begin, low.statement().end);
  std::vector<ColumnDef> attributes;
  size_t i = 0;
  for (::Node* node : Each<::Node>(stmt->coldeflist)) {
    Span span = i < spans.size() ? spans[i] : low.statement();
    ++i;
    if (auto* def = INTERLOCK_AS(ColumnDef, node)) {
      attributes.push_back(low.Column(def, span));
    }
  }
  op.attributes = low.arena().CopyAll(attributes);
}

void LowerRange(Lowering& low, const ::CreateRangeStmt* stmt) {
  auto& op = low.Add<CreateType>();
  op.form = TypeForm::kRange;
  op.type = low.NameOf(stmt->typeName, low.statement().begin);
  op.options = low.Options(stmt->params);
  for (::Node* node : Each<::Node>(stmt->params)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    auto* type =
        option != nullptr ? INTERLOCK_AS(TypeName, option->arg) : nullptr;
    if (type == nullptr) continue;
    TypeName found = low.Type(type);
    if (std::string_view(option->defname) == "subtype") op.subtype = found;
    if (std::string_view(option->defname) == "multirange_type_name") {
      op.multirange = {found.schema(), found.name(), found.span};
      low.Needs(14, low.TokenAt(low.At(option->location)),
                "MULTIRANGE_TYPE_NAME");
    }
  }
}

}  // namespace

bool LowerType(Lowering& low, ::Node* node) {
  if (auto* create = INTERLOCK_AS(CreateEnumStmt, node)) {
    LowerEnum(low, create);
  } else if (auto* alter = INTERLOCK_AS(AlterEnumStmt, node)) {
    LowerAlterEnum(low, alter);
  } else if (auto* domain = INTERLOCK_AS(CreateDomainStmt, node)) {
    LowerDomain(low, domain);
  } else if (auto* change = INTERLOCK_AS(AlterDomainStmt, node)) {
    LowerAlterDomain(low, change);
  } else if (auto* composite = INTERLOCK_AS(CompositeTypeStmt, node)) {
    LowerComposite(low, composite);
  } else if (auto* range = INTERLOCK_AS(CreateRangeStmt, node)) {
    LowerRange(low, range);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
