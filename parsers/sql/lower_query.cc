// SPDX-License-Identifier: Apache-2.0
// Names and scopes of a query, flat.
#include <algorithm>

#include "parsers/sql/lower.h"
#include "parsers/sql/output_name.h"
#include "parsers/sql/walk.h"

namespace interlock::sql {
namespace {

// How many names may be compared to find WITH queries, for one statement.
constexpr int kMaxLookups = 20'000;

class Builder {
 public:
  Builder(Lowering& low, QueryScratch& scratch) : low_(low), s_(scratch) {
    s_.Clear();
  }

  const Query* Run(::Node* statement) {
    Wait(statement, NewScope(kNoIndex), kNoIndex);
    while (!s_.waiting.empty()) {
      QueryScratch::Waiting next = s_.waiting.back();
      s_.waiting.pop_back();
      bindings_ = next.bindings;
      Statement(next.statement, next.scope);
    }
    query_.scopes = low_.arena().CopyAll(s_.scopes);
    query_.sources = low_.arena().CopyAll(s_.sources);
    query_.uses = low_.arena().CopyAll(s_.uses);
    query_.outputs = low_.arena().CopyAll(s_.outputs);
    query_.functions = low_.arena().CopyAll(s_.functions);
    query_.types = low_.arena().CopyAll(s_.types);
    return low_.arena().New<Query>(query_);
  }

 private:
  uint32_t NewScope(uint32_t parent) {
    s_.scopes.push_back({parent});
    return static_cast<uint32_t>(s_.scopes.size() - 1);
  }
  void Wait(::Node* statement, uint32_t scope, uint32_t bindings) {
    s_.waiting.push_back({statement, scope, bindings});
  }
  void Statement(::Node* node, uint32_t scope);
  void Select(::SelectStmt* stmt, uint32_t scope);
  void Leaf(::SelectStmt* stmt, uint32_t scope);
  void Values(::SelectStmt* stmt, uint32_t scope);
  void With(const ::WithClause* with, uint32_t scope);
  void Target(const ::RangeVar* table, uint32_t scope);
  void InsertParts(::InsertStmt* stmt, uint32_t scope);
  void MergeParts(::MergeStmt* stmt, uint32_t scope);
  void Excluded(const ::InsertStmt* stmt, uint32_t scope);
  void Assignments(const ::List* targets, uint32_t scope);
  void From(::Node* root, uint32_t scope);
  void Relation(const ::RangeVar* range, uint32_t scope);
  void Function(const ::RangeFunction* item, uint32_t scope);
  void SetAlias(const ::Alias* alias, QuerySource& out);
  void Outputs(const ::List* targets, uint32_t scope);
  void Expression(::Node* root, uint32_t scope);
  uint32_t Use(const ::ColumnRef* ref, uint32_t scope);
  uint32_t Bound(std::string_view name);

  Lowering& low_;
  Query query_;
  QueryScratch& s_;
  uint32_t bindings_ = kNoIndex;
  int lookups_ = kMaxLookups;
};

uint32_t Builder::Bound(std::string_view name) {
  for (uint32_t at = bindings_; at != kNoIndex; at = s_.known[at].outer) {
    if (--lookups_ < 0) {
      query_.complete = false;
      return kNoIndex;
    }
    if (s_.known[at].name == name) return s_.known[at].scope;
  }
  return kNoIndex;
}

void Builder::Statement(::Node* node, uint32_t scope) {
  if (auto* select = INTERLOCK_AS(SelectStmt, node)) {
    Select(select, scope);
  } else if (auto* insert = INTERLOCK_AS(InsertStmt, node)) {
    InsertParts(insert, scope);
  } else if (auto* update = INTERLOCK_AS(UpdateStmt, node)) {
    With(update->withClause, scope);
    Target(update->relation, scope);
    for (::Node* item : Each<::Node>(update->fromClause)) From(item, scope);
    Assignments(update->targetList, scope);
    Expression(update->whereClause, scope);
    Outputs(ReturnedBy(update), scope);
  } else if (auto* remove = INTERLOCK_AS(DeleteStmt, node)) {
    With(remove->withClause, scope);
    Target(remove->relation, scope);
    for (::Node* item : Each<::Node>(remove->usingClause)) From(item, scope);
    Expression(remove->whereClause, scope);
    Outputs(ReturnedBy(remove), scope);
  } else if (auto* merge = INTERLOCK_AS(MergeStmt, node)) {
    MergeParts(merge, scope);
  } else {
    query_.complete = false;
  }
}

void Builder::With(const ::WithClause* with, uint32_t scope) {
  if (with == nullptr) return;
  uint32_t parent = s_.scopes[scope].parent;
  size_t first = s_.waiting.size();
  for (::Node* node : Each<::Node>(with->ctes)) {
    auto* cte = INTERLOCK_AS(CommonTableExpr, node);
    if (cte == nullptr || cte->ctequery == nullptr) continue;
    uint32_t body = NewScope(parent);
    Wait(cte->ctequery, body, bindings_);
    s_.known.push_back({cte->ctename, body, bindings_});
    bindings_ = static_cast<uint32_t>(s_.known.size() - 1);
  }
  if (!with->recursive) return;
  for (size_t i = first; i < s_.waiting.size(); ++i) {
    s_.waiting[i].bindings = bindings_;
  }
}

void Builder::Target(const ::RangeVar* table, uint32_t scope) {
  if (table == nullptr) return;
  QuerySource source;
  source.kind = SourceKind::kTarget;
  source.only = !table->inh;
  source.scope = scope;
  source.relation = low_.NameOf(table);
  SetAlias(table->alias, source);
  s_.sources.push_back(source);
}

void Builder::Assignments(const ::List* targets, uint32_t scope) {
  for (::Node* node : Each<::Node>(targets)) {
    auto* target = INTERLOCK_AS(ResTarget, node);
    if (target != nullptr) Expression(target->val, scope);
  }
}

// The row that ON CONFLICT DO UPDATE could not insert.
void Builder::Excluded(const ::InsertStmt* stmt, uint32_t scope) {
  QuerySource source;
  source.kind = SourceKind::kTarget;
  source.scope = scope;
  source.relation = low_.NameOf(stmt->relation);
  source.alias = {"excluded", source.relation.span};
  s_.sources.push_back(source);
  Assignments(stmt->onConflictClause->targetList, scope);
  Expression(stmt->onConflictClause->whereClause, scope);
}

void Builder::InsertParts(::InsertStmt* stmt, uint32_t scope) {
  // Its SELECT comes first after it, before WITH makes scopes of its own.
  uint32_t select = NewScope(s_.scopes[scope].parent);
  With(stmt->withClause, scope);
  if (stmt->selectStmt != nullptr) Wait(stmt->selectStmt, select, bindings_);
  Target(stmt->relation, scope);
  if (stmt->onConflictClause != nullptr) Excluded(stmt, scope);
  Outputs(ReturnedBy(stmt), scope);
}

void Builder::MergeParts(::MergeStmt* stmt, uint32_t scope) {
  With(stmt->withClause, scope);
  Target(stmt->relation, scope);
  From(stmt->sourceRelation, scope);
  Expression(stmt->joinCondition, scope);
  for (::Node* node : Each<::Node>(stmt->mergeWhenClauses)) {
    auto* arm = INTERLOCK_AS(MergeWhenClause, node);
    if (arm == nullptr) continue;
    Expression(arm->condition, scope);
    if (arm->commandType != CMD_INSERT) Assignments(arm->targetList, scope);
    for (::Node* value : Each<::Node>(arm->values)) Expression(value, scope);
  }
}

// The arms of a UNION from the left to the right; the first has the scope.
void Builder::Select(::SelectStmt* stmt, uint32_t scope) {
  With(stmt->withClause, scope);
  if (stmt->op == SETOP_NONE) return Leaf(stmt, scope);
  std::vector<::SelectStmt*> stack = {stmt};
  uint32_t last = kNoIndex;
  while (!stack.empty()) {
    ::SelectStmt* arm = stack.back();
    stack.pop_back();
    if (arm == nullptr) continue;
    if (arm->op != SETOP_NONE && (arm == stmt || arm->withClause == nullptr)) {
      stack.push_back(arm->rarg);
      stack.push_back(arm->larg);
      continue;
    }
    uint32_t own = last == kNoIndex ? scope : NewScope(s_.scopes[scope].parent);
    if (last != kNoIndex) s_.scopes[last].next_arm = own;
    last = own;
    // With names of its own, or a plain arm: as a statement.
    Wait(reinterpret_cast<::Node*>(arm), own, bindings_);
  }
}

void Builder::Values(::SelectStmt* stmt, uint32_t scope) {
  s_.scopes[scope].first_output = static_cast<uint32_t>(s_.outputs.size());
  bool first = true;
  for (::Node* row : Each<::Node>(stmt->valuesLists)) {
    auto* list = INTERLOCK_AS(List, row);
    uint32_t at = 0;
    for (::Node* value : Each<::Node>(list)) {
      if (first) {
        OutputColumn out;
        std::string name = "column" + std::to_string(++at);
        out.name = {low_.arena().Copy(name), low_.statement()};
        out.span = low_.statement();
        s_.outputs.push_back(out);
      }
      Expression(value, scope);
    }
    if (first) s_.scopes[scope].output_count = at;
    first = false;
  }
}

void Builder::Leaf(::SelectStmt* stmt, uint32_t scope) {
  if (stmt->valuesLists != nullptr) return Values(stmt, scope);
  for (::Node* item : Each<::Node>(stmt->fromClause)) From(item, scope);
  Outputs(stmt->targetList, scope);
  for (const ::List* list : {stmt->distinctClause, stmt->groupClause,
                             stmt->windowClause, stmt->sortClause}) {
    for (::Node* node : Each<::Node>(list)) Expression(node, scope);
  }
  for (::Node* node : {stmt->whereClause, stmt->havingClause, stmt->limitOffset,
                       stmt->limitCount}) {
    Expression(node, scope);
  }
}

void Builder::SetAlias(const ::Alias* alias, QuerySource& out) {
  if (alias == nullptr) return;
  uint32_t from = std::min(out.relation.span.end, low_.statement().end);
  if (out.relation.empty()) from = low_.statement().begin;
  // Aliases have no location: the name counts, its place is not needed.
  out.alias = {low_.Copied(alias->aliasname), {from, from}};
  if (alias->colnames == nullptr) return;
  std::vector<Ident> columns;
  for (::Node* node : Each<::Node>(alias->colnames)) {
    columns.push_back({low_.Copied(strVal(node)), {from, from}});
  }
  out.columns = low_.arena().CopyAll(columns);
}

void Builder::Relation(const ::RangeVar* range, uint32_t scope) {
  QuerySource source;
  source.scope = scope;
  source.only = !range->inh;
  source.relation = low_.NameOf(range);
  if (range->schemaname == nullptr) {
    source.scope_of = Bound(range->relname);
    if (source.scope_of != kNoIndex) source.kind = SourceKind::kCte;
  }
  SetAlias(range->alias, source);
  s_.sources.push_back(source);
}

void Builder::Function(const ::RangeFunction* item, uint32_t scope) {
  QuerySource source;
  source.kind = SourceKind::kFunction;
  source.scope = scope;
  size_t before = s_.functions.size();
  for (::Node* node : Each<::Node>(item->functions)) Expression(node, scope);
  if (s_.functions.size() > before) source.relation = s_.functions[before];
  SetAlias(item->alias, source);
  if (item->coldeflist != nullptr) {
    std::vector<Ident> columns;
    for (::Node* node : Each<::Node>(item->coldeflist)) {
      auto* def = INTERLOCK_AS(ColumnDef, node);
      if (def == nullptr) continue;
      columns.push_back(low_.IdentAt(def->colname, def->location));
    }
    source.columns = low_.arena().CopyAll(columns);
  }
  s_.sources.push_back(source);
}

// Long: one case for each kind of item.
void Builder::From(::Node* root, uint32_t scope) {
  if (auto* range = INTERLOCK_AS(RangeVar, root)) return Relation(range, scope);
  std::vector<::Node*> stack = {root};
  while (!stack.empty()) {
    ::Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) continue;
    if (auto* range = INTERLOCK_AS(RangeVar, node)) {
      Relation(range, scope);
    } else if (auto* join = INTERLOCK_AS(JoinExpr, node)) {
      stack.push_back(join->rarg);
      stack.push_back(join->larg);
      if (join->isNatural || join->usingClause != nullptr) {
        s_.scopes[scope].merges_columns = true;
      }
      Expression(join->quals, scope);
      if (join->alias != nullptr) {
        QuerySource source;
        source.kind = SourceKind::kJoinAlias;
        source.scope = scope;
        SetAlias(join->alias, source);
        s_.sources.push_back(source);
      }
    } else if (auto* sub = INTERLOCK_AS(RangeSubselect, node)) {
      QuerySource source;
      source.kind = SourceKind::kSubquery;
      source.scope = scope;
      source.scope_of =
          NewScope(sub->lateral ? scope : s_.scopes[scope].parent);
      SetAlias(sub->alias, source);
      s_.sources.push_back(source);
      Wait(sub->subquery, source.scope_of, bindings_);
    } else if (auto* function = INTERLOCK_AS(RangeFunction, node)) {
      Function(function, scope);
    } else if (auto* sample = INTERLOCK_AS(RangeTableSample, node)) {
      stack.push_back(sample->relation);
      for (::Node* arg : Each<::Node>(sample->args)) Expression(arg, scope);
    } else {
      // XMLTABLE, JSON_TABLE: columns that are not looked into.
      QuerySource source;
      source.kind = SourceKind::kFunction;
      source.scope = scope;
      if (auto* table = INTERLOCK_AS(RangeTableFunc, node)) {
        SetAlias(table->alias, source);
        Expression(table->docexpr, scope);
      }
      s_.sources.push_back(source);
      query_.complete = false;
    }
  }
}

uint32_t Builder::Use(const ::ColumnRef* ref, uint32_t scope) {
  size_t count = SizeOf(ref->fields);
  if (count == 0) return kNoIndex;
  auto text = [&](size_t i) -> const char* {
    auto* node = static_cast<::Node*>(list_nth(ref->fields, int(i)));
    return IsA(node, String) ? strVal(node) : nullptr;
  };
  ColumnUse use;
  use.scope = scope;
  const char* last = text(count - 1);
  use.star = last == nullptr;
  use.bare_row = count == 1 && !use.star;
  query_.has_star |= use.star;
  uint32_t at = low_.At(ref->location);
  Name name = low_.NameAt({}, last != nullptr ? last : "", at);
  use.column = {name.name, name.span};
  use.span = name.span;
  if (use.star) use.column = {};
  if (count > 1) use.qualifier = low_.Keep(text(count - 2), at);
  if (count > 2) use.schema = low_.Keep(text(count - 3), at);
  s_.uses.push_back(use);
  return static_cast<uint32_t>(s_.uses.size() - 1);
}

void Builder::Expression(::Node* root, uint32_t scope) {
  if (root == nullptr) return;
  Walk walk(root);
  while (::Node* node = walk.Next()) {
    if (auto* ref = INTERLOCK_AS(ColumnRef, node)) {
      Use(ref, scope);
      walk.SkipChildren();
    } else if (auto* call = INTERLOCK_AS(FuncCall, node)) {
      s_.functions.push_back(FunctionName(low_, call));
    } else if (auto* cast = INTERLOCK_AS(TypeCast, node)) {
      TypeName type = low_.Type(cast->typeName);
      if (type.span.size() > 0) {
        s_.types.push_back({type.schema(), type.name(), type.span});
      }
    } else if (IsA(node, SelectStmt)) {
      Wait(node, NewScope(scope), bindings_);
      walk.SkipChildren();
    }
  }
}

namespace {

std::string_view ConstantType(const ::Node* node) {
  auto* constant = INTERLOCK_AS(A_Const, node);
  if (constant == nullptr || constant->isnull) return {};
  switch (nodeTag(&constant->val)) {
    case T_Integer:
      return "int4";
    case T_String:
      return "text";
    case T_Boolean:
      return "bool";
    default:
      return {};
  }
}

}  // namespace

void Builder::Outputs(const ::List* targets, uint32_t scope) {
  if (targets == nullptr) return;
  std::vector<OutputColumn>& own = s_.own_outputs;
  own.clear();
  for (::Node* node : Each<::Node>(targets)) {
    auto* target = INTERLOCK_AS(ResTarget, node);
    if (target == nullptr || target->val == nullptr) continue;
    OutputColumn out;
    uint32_t at = low_.At(target->location);
    out.span = low_.TokenAt(at);
    if (auto* ref = INTERLOCK_AS(ColumnRef, target->val)) {
      out.use = Use(ref, scope);
      if (out.use != kNoIndex) {
        out.star = s_.uses[out.use].star;
        out.span = s_.uses[out.use].span;
        out.name = s_.uses[out.use].column;
      }
    } else {
      Expression(target->val, scope);
      out.type = OutputType(low_, target->val);
      out.constant_null = IsNullOutput(target->val);
      out.constant_type = ConstantType(target->val);
      if (auto* call = INTERLOCK_AS(FuncCall, target->val)) {
        const char* called = strVal(llast(call->funcname));
        out.call = low_.Keep(called, low_.At(call->location));
      } else if (IsA(target->val, SQLValueFunction)) {
        out.call = OutputName(target->val);
      }
      std::string_view name = OutputName(target->val);
      if (!name.empty()) out.name = {low_.Keep(name.data(), at), out.span};
    }
    if (target->name != nullptr) {
      out.name = {low_.Keep(target->name, at), out.span};
    }
    own.push_back(out);
  }
  s_.scopes[scope].first_output = static_cast<uint32_t>(s_.outputs.size());
  s_.scopes[scope].output_count = static_cast<uint32_t>(own.size());
  s_.outputs.insert(s_.outputs.end(), own.begin(), own.end());
}

}  // namespace

const sql::Query* Lowering::QueryOf(::Node* statement) {
  if (statement == nullptr) return &kNoQuery;
  return Builder(*this, state_.query).Run(statement);
}

}  // namespace interlock::sql
