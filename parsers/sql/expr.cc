// SPDX-License-Identifier: Apache-2.0
// What rules ask about an expression or a query, without its tree.
#include <algorithm>
#include <string>
#include <unordered_set>

#include "parsers/sql/lower.h"
#include "parsers/sql/walk.h"

namespace interlock::sql {
namespace {

// Literals below casts, signs, COLLATE and array brackets.
bool IsConstantPart(const ::Node* node) {
  switch (nodeTag(node)) {
    case T_A_Const:
    case T_TypeCast:
    case T_A_ArrayExpr:
    case T_List:
    case T_CollateClause:
    case T_TypeName:
    case T_String:
    case T_Integer:
      return true;
    case T_A_Expr: {
      // A sign: an operator with nothing on its left.
      auto* e = reinterpret_cast<const ::A_Expr*>(node);
      if (e->kind != AEXPR_OP || e->lexpr != nullptr) return false;
      std::string_view op = strVal(linitial(e->name));
      return op == "-" || op == "+";
    }
    default:
      return false;
  }
}

// Past casts, brackets and COLLATE, as far as they go.
::Node* BelowCasts(::Node* node) {
  while (node != nullptr) {
    if (auto* cast = INTERLOCK_AS(TypeCast, node)) {
      node = cast->arg;
    } else if (auto* collate = INTERLOCK_AS(CollateClause, node)) {
      node = collate->arg;
    } else {
      break;
    }
  }
  return node;
}

bool IsNullConstant(::Node* node) {
  auto* constant = INTERLOCK_AS(A_Const, node);
  return constant != nullptr && constant->isnull;
}

// The name under which PostgreSQL runs CURRENT_TIMESTAMP and its kin.
std::string_view FunctionOf(const ::SQLValueFunction* value) {
  switch (value->op) {
    case SVFOP_CURRENT_DATE:
      return "current_date";
    case SVFOP_CURRENT_TIME:
    case SVFOP_CURRENT_TIME_N:
    case SVFOP_CURRENT_TIMESTAMP:
    case SVFOP_CURRENT_TIMESTAMP_N:
    case SVFOP_LOCALTIME:
    case SVFOP_LOCALTIME_N:
    case SVFOP_LOCALTIMESTAMP:
    case SVFOP_LOCALTIMESTAMP_N:
      return "now";
    case SVFOP_CURRENT_ROLE:
    case SVFOP_CURRENT_USER:
      return "current_user";
    case SVFOP_USER:
      return "current_user";
    case SVFOP_SESSION_USER:
      return "session_user";
    case SVFOP_CURRENT_CATALOG:
      return "current_database";
    case SVFOP_CURRENT_SCHEMA:
      return "current_schema";
  }
  return "now";
}

const char* LastName(const ::List* parts) {
  auto* node = static_cast<::Node*>(llast(parts));
  return IsA(node, String) ? strVal(node) : nullptr;
}

// Conjuncts "c IS NOT NULL" at the top of a condition.
void CollectProofs(::Node* root, std::vector<::ColumnRef*>& out) {
  std::vector<::Node*> stack = {root};
  while (!stack.empty()) {
    ::Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) continue;
    if (auto* test = INTERLOCK_AS(NullTest, node)) {
      auto* column = INTERLOCK_AS(ColumnRef, test->arg);
      if (test->nulltesttype == IS_NOT_NULL && column) out.push_back(column);
    } else if (auto* both = INTERLOCK_AS(BoolExpr, node)) {
      if (both->boolop != AND_EXPR) continue;
      for (::Node* arg : Each<::Node>(both->args)) stack.push_back(arg);
    }
  }
  std::reverse(out.begin(), out.end());
}

}  // namespace

Name FunctionName(Lowering& low, const ::FuncCall* call) {
  const char* last = LastName(call->funcname);
  if (last == nullptr) return {};
  uint32_t at = low.At(call->location);
  // EXTRACT(), POSITION() and so on become pg_catalog calls by themselves.
  if (SizeOf(call->funcname) < 2) return low.NameAt({}, last, at);
  std::string_view schema = strVal(linitial(call->funcname));
  Tokens tokens = low.TokensFrom(at);
  if (!IsIdentifier(low.text(), tokens.Next(), schema)) {
    return {{}, low.Keep(last, at), low.TokenAt(at)};
  }
  return low.NameAt(schema, last, at);
}

void Lowering::AddProofs(::Node* root, std::vector<Ident>& out) {
  if (!IsA(root, NullTest) && !IsA(root, BoolExpr)) return;
  std::vector<::ColumnRef*> proofs;
  CollectProofs(root, proofs);
  for (::ColumnRef* column : proofs) {
    if (const char* last = LastName(column->fields)) {
      Name name = NameAt({}, last, At(column->location));
      out.push_back({name.name, name.span});
    }
  }
}

sql::Expr Lowering::Expression(::Node* root, Span span) {
  sql::Expr out;
  if (root == nullptr) return out;
  out.span = span;
  bool constant = true;
  std::vector<Name>& functions = state_.functions;
  std::vector<Ident>& columns = state_.columns;
  functions.clear();
  columns.clear();
  Walk walk(root);
  while (::Node* node = walk.Next()) {
    if (!IsConstantPart(node)) constant = false;
    if (auto* call = INTERLOCK_AS(FuncCall, node)) {
      functions.push_back(FunctionName(*this, call));
    } else if (auto* value = INTERLOCK_AS(SQLValueFunction, node)) {
      functions.push_back(
          {{}, FunctionOf(value), TokenAt(At(value->location))});
    } else if (auto* column = INTERLOCK_AS(ColumnRef, node)) {
      const char* last = LastName(column->fields);
      uint32_t at = At(column->location);
      if (last != nullptr) {
        Name name = NameAt({}, last, at);
        columns.push_back({name.name, name.span});
      }
    } else if (IsA(node, SubLink) || IsA(node, SelectStmt)) {
      out.has_subquery = true;
    }
  }
  out.shape = constant ? ExprShape::kConstant : ExprShape::kOther;
  if (IsNullConstant(BelowCasts(root))) out.shape = ExprShape::kNull;
  out.column_count = static_cast<uint32_t>(columns.size());
  AddProofs(root, columns);
  out.proof_count = static_cast<uint32_t>(columns.size()) - out.column_count;
  out.column_list = arena().CopyAll(columns).data();
  out.function_count = static_cast<uint32_t>(functions.size());
  out.function_list = arena().CopyAll(functions).data();
  return out;
}

std::span<const Name> Lowering::Reads(::Node* query) {
  std::vector<const ::RangeVar*> found;
  std::unordered_set<std::string_view> bound;
  Walk walk(query);
  while (::Node* node = walk.Next()) {
    if (auto* range = INTERLOCK_AS(RangeVar, node)) found.push_back(range);
    if (auto* cte = INTERLOCK_AS(CommonTableExpr, node)) {
      bound.insert(cte->ctename);
    }
  }
  if (found.empty()) return {};
  if (found.size() == 1 && bound.empty()) {
    Name one = NameOf(found[0]);
    return {arena().New<Name>(one), 1};
  }
  // The walk goes clause by clause, WITH last.
  std::stable_sort(found.begin(), found.end(),
                   [](const ::RangeVar* a, const ::RangeVar* b) {
                     return a->location < b->location;
                   });
  std::vector<Name> out;
  std::unordered_set<std::string> seen;
  for (const ::RangeVar* range : found) {
    if (range->schemaname == nullptr && bound.contains(range->relname)) {
      continue;
    }
    std::string key = range->schemaname != nullptr ? range->schemaname : "";
    key.append(1, '\0').append(range->relname);
    if (seen.insert(std::move(key)).second) {
      out.push_back(NameOf(range));
    }
  }
  return arena().CopyAll(out);
}

std::span<const Name> Lowering::Functions(::Node* query) {
  std::vector<Name> out;
  Walk walk(query);
  while (::Node* node = walk.Next()) {
    if (auto* call = INTERLOCK_AS(FuncCall, node)) {
      out.push_back(FunctionName(*this, call));
    }
  }
  return arena().CopyAll(out);
}

}  // namespace interlock::sql
