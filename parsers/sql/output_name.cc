// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/output_name.h"

namespace interlock::sql {
namespace {

std::string_view Last(const ::List* parts) {
  if (parts == nullptr) return {};
  auto* node = static_cast<::Node*>(llast(parts));
  return IsA(node, String) ? strVal(node) : "";
}

// "a.b[1].c" is called "c"; without a name at its end it is called as its base.
std::string_view FieldName(const ::A_Indirection* field) {
  std::string_view name;
  for (::Node* node : Each<::Node>(field->indirection)) {
    if (IsA(node, String)) name = strVal(node);
  }
  return name;
}

std::string_view ValueName(const ::SQLValueFunction* value) {
  switch (value->op) {
    case SVFOP_CURRENT_DATE:
      return "current_date";
    case SVFOP_CURRENT_TIME:
    case SVFOP_CURRENT_TIME_N:
      return "current_time";
    case SVFOP_CURRENT_TIMESTAMP:
    case SVFOP_CURRENT_TIMESTAMP_N:
      return "current_timestamp";
    case SVFOP_LOCALTIME:
    case SVFOP_LOCALTIME_N:
      return "localtime";
    case SVFOP_LOCALTIMESTAMP:
    case SVFOP_LOCALTIMESTAMP_N:
      return "localtimestamp";
    case SVFOP_CURRENT_ROLE:
      return "current_role";
    case SVFOP_CURRENT_USER:
      return "current_user";
    case SVFOP_USER:
      return "user";
    case SVFOP_SESSION_USER:
      return "session_user";
    case SVFOP_CURRENT_CATALOG:
      return "current_catalog";
    case SVFOP_CURRENT_SCHEMA:
      return "current_schema";
  }
  return {};
}

// A node that has a name by itself; `next` is where to look for a better one.
// Long: one case for each kind of node.
std::string_view NameOfNode(const ::Node* node, const ::Node** next) {
  *next = nullptr;
  switch (nodeTag(node)) {
    case T_ColumnRef:
      return Last(reinterpret_cast<const ::ColumnRef*>(node)->fields);
    case T_FuncCall:
      return Last(reinterpret_cast<const ::FuncCall*>(node)->funcname);
    case T_SQLValueFunction:
      return ValueName(reinterpret_cast<const ::SQLValueFunction*>(node));
    case T_A_Indirection: {
      auto* field = reinterpret_cast<const ::A_Indirection*>(node);
      std::string_view name = FieldName(field);
      if (name.empty()) *next = field->arg;
      return name;
    }
    case T_TypeCast: {
      auto* cast = reinterpret_cast<const ::TypeCast*>(node);
      *next = cast->arg;
      return cast->typeName != nullptr ? Last(cast->typeName->names) : "";
    }
    case T_CollateClause:
      *next = reinterpret_cast<const ::CollateClause*>(node)->arg;
      return {};
    case T_CaseExpr:
      *next = reinterpret_cast<const ::Node*>(
          reinterpret_cast<const ::CaseExpr*>(node)->defresult);
      return "case";
    case T_A_Expr:
      return reinterpret_cast<const ::A_Expr*>(node)->kind == AEXPR_NULLIF
                 ? "nullif"
                 : "";
    case T_A_ArrayExpr:
      return "array";
    case T_RowExpr:
      return "row";
    case T_CoalesceExpr:
      return "coalesce";
    case T_GroupingFunc:
      return "grouping";
    case T_MinMaxExpr:
      return reinterpret_cast<const ::MinMaxExpr*>(node)->op == IS_GREATEST
                 ? "greatest"
                 : "least";
    case T_SubLink: {
      auto* link = reinterpret_cast<const ::SubLink*>(node);
      if (link->subLinkType == EXISTS_SUBLINK) return "exists";
      if (link->subLinkType == ARRAY_SUBLINK) return "array";
      auto* select = INTERLOCK_AS(SelectStmt, link->subselect);
      if (link->subLinkType != EXPR_SUBLINK || select == nullptr ||
          select->targetList == nullptr) {
        return {};
      }
      auto* target =
          INTERLOCK_AS(ResTarget, (::Node*)linitial(select->targetList));
      if (target == nullptr) return {};
      if (target->name != nullptr) return target->name;
      *next = target->val;
      return {};
    }
    default:
      return {};
  }
}

// Casts and CASE have a name of their own only when what is inside has none.
bool IsWeak(const ::Node* node) {
  return IsA(node, TypeCast) || IsA(node, CaseExpr);
}

}  // namespace

std::string_view OutputName(const ::Node* value) {
  std::string_view weak;
  while (value != nullptr) {
    const ::Node* next = nullptr;
    std::string_view name = NameOfNode(value, &next);
    if (!IsWeak(value) && !name.empty()) return name;
    if (weak.empty()) weak = name;
    value = next;
  }
  return weak;
}

TypeName OutputType(Lowering& low, const ::Node* value) {
  auto* cast = INTERLOCK_AS(TypeCast, value);
  return cast != nullptr ? low.Type(cast->typeName) : TypeName{};
}

bool IsNullOutput(const ::Node* value) {
  auto* constant = INTERLOCK_AS(A_Const, value);
  return constant != nullptr && constant->isnull;
}

}  // namespace interlock::sql
