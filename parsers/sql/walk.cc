// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/walk.h"

#include <algorithm>
#include <utility>

namespace interlock::sql {
namespace {

// raw_expression_tree_walker raises an error, which would end the process
// here, on a node it does not know: only these have children for us.
// Long: the list of those nodes.
bool HasChildren(const ::Node* node) {
  switch (nodeTag(node)) {
    case T_SubLink:
    case T_CaseExpr:
    case T_CaseWhen:
    case T_RowExpr:
    case T_CoalesceExpr:
    case T_MinMaxExpr:
    case T_XmlExpr:
    case T_NullTest:
    case T_BooleanTest:
    case T_JoinExpr:
    case T_List:
    case T_InsertStmt:
    case T_DeleteStmt:
    case T_UpdateStmt:
    case T_MergeStmt:
    case T_MergeWhenClause:
    case T_SelectStmt:
    case T_A_Expr:
    case T_BoolExpr:
    case T_FuncCall:
    case T_NamedArgExpr:
    case T_A_Indices:
    case T_A_Indirection:
    case T_A_ArrayExpr:
    case T_ResTarget:
    case T_MultiAssignRef:
    case T_TypeCast:
    case T_CollateClause:
    case T_SortBy:
    case T_WindowDef:
    case T_RangeSubselect:
    case T_RangeFunction:
    case T_RangeTableSample:
    case T_RangeTableFunc:
    case T_RangeTableFuncCol:
    case T_XmlSerialize:
    case T_WithClause:
    case T_InferClause:
    case T_OnConflictClause:
    case T_CommonTableExpr:
    case T_GroupingFunc:
    case T_GroupingSet:
    case T_LockingClause:
    case T_IntoClause:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Walk::Push(::Node* node, void* self) {
  if (node == nullptr) return false;
  static_cast<Walk*>(self)->stack_.push_back(node);
  return false;
}

::Node* Walk::Next() {
  if (root_ != nullptr) return last_ = std::exchange(root_, nullptr);
  if (last_ != nullptr && HasChildren(last_)) {
    size_t before = stack_.size();
    if (auto* list = INTERLOCK_AS(List, last_)) {
      for (::Node* item : Each<::Node>(list)) Push(item, this);
    } else {
      raw_expression_tree_walker(last_, &Push, this);
    }
    std::reverse(stack_.begin() + before, stack_.end());
  }
  if (stack_.empty()) return last_ = nullptr;
  last_ = stack_.back();
  stack_.pop_back();
  return last_;
}

}  // namespace interlock::sql
