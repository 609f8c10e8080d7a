// SPDX-License-Identifier: Apache-2.0
// INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY, SELECT.
#include "core/text.h"
#include "parsers/sql/lower.h"
#include "parsers/sql/walk.h"

namespace interlock::sql {
namespace {

Span Head(const Lowering& low, const Name& name) {
  Span all = low.statement();
  if (name.span.end <= all.begin) return all;
  return {all.begin, std::min(name.span.end, all.end)};
}

std::span<const Ident> Targets(Lowering& low, const ::List* targets) {
  ArenaList<Ident> out(low.arena(), SizeOf(targets));
  for (::Node* node : Each<::Node>(targets)) {
    auto* target = INTERLOCK_AS(ResTarget, node);
    if (target == nullptr || target->name == nullptr) continue;
    out.Add([&] { return low.IdentAt(target->name, target->location); });
  }
  return out.all();
}

void SetConflict(Lowering& low, const ::OnConflictClause* clause, Insert& op) {
  if (clause == nullptr) return;
  op.on_conflict = clause->action == ONCONFLICT_NOTHING ? OnConflict::kNothing
                                                        : OnConflict::kUpdate;
  const ::InferClause* infer = clause->infer;
  if (infer == nullptr) return;
  op.has_conflict_target = true;
  Span range = {low.At(infer->location), low.statement().end};
  std::vector<Ident> columns;
  for (::Node* node : Each<::Node>(infer->indexElems)) {
    auto* elem = INTERLOCK_AS(IndexElem, node);
    if (elem == nullptr || elem->name == nullptr) continue;
    columns.push_back(low.FindIdent(elem->name, range));
  }
  op.conflict_columns = low.arena().CopyAll(columns);
}

// Whether nothing but constants is inserted: bulk data stays cheap.
bool IsPlain(const ::InsertStmt* stmt, const ::SelectStmt* values) {
  if (stmt->withClause != nullptr || ReturnedBy(stmt) != nullptr) return false;
  if (stmt->onConflictClause != nullptr &&
      stmt->onConflictClause->targetList != nullptr) {
    return false;
  }
  for (::Node* row : Each<::Node>(values->valuesLists)) {
    for (::Node* value : Each<::Node>(INTERLOCK_AS(List, row))) {
      switch (nodeTag(value)) {
        case T_A_Const:
        case T_SetToDefault:
        case T_ParamRef:
          break;
        case T_TypeCast:
          if (IsA(reinterpret_cast<::TypeCast*>(value)->arg, A_Const)) break;
          return false;
        default:
          return false;
      }
    }
  }
  return true;
}

void LowerInsert(Lowering& low, ::InsertStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<Insert>(Head(low, table));
  op.table = table;
  op.columns = Targets(low, stmt->cols);
  SetConflict(low, stmt->onConflictClause, op);
  op.default_values = stmt->selectStmt == nullptr;
  auto* select = INTERLOCK_AS(SelectStmt, stmt->selectStmt);
  if (select != nullptr && select->valuesLists != nullptr) {
    op.rows = static_cast<uint32_t>(SizeOf(select->valuesLists));
    auto* row = INTERLOCK_AS(List, (::Node*)linitial(select->valuesLists));
    op.width = static_cast<uint32_t>(SizeOf(row));
    if (IsPlain(stmt, select)) return;
    op.reads = low.Reads(stmt->selectStmt);
  } else if (stmt->selectStmt != nullptr) {
    op.reads = low.Reads(stmt->selectStmt);
    op.from_query = !op.reads.empty();
  } else if (stmt->onConflictClause == nullptr) {
    return;
  }
  op.query = low.QueryOf(reinterpret_cast<::Node*>(stmt));
  if (op.rows == 0) {
    op.width = static_cast<uint32_t>(op.query->OutputsOf(1).size());
  }
}

// Where the condition stands: after the last WHERE on the top level.
Span WhereSpan(const Lowering& low, uint32_t from) {
  Tokens tokens = low.TokensFrom(from);
  Span found = {from, from};
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '(' || t.symbol == '[') {
      t = tokens.SkipToClose();
    } else if (t.symbol == ')') {
      // The statement stands inside a WITH query.
      if (!found.empty()) found.end = low.TrimEnd(found.begin, t.span.begin);
      break;
    } else if (WordIs(low.text(), t, "where")) {
      uint32_t begin = tokens.Peek().span.begin;
      found = {begin, low.statement().end};
    } else if (WordIs(low.text(), t, "returning") && !found.empty()) {
      found.end = low.TrimEnd(found.begin, t.span.begin);
      break;
    }
  }
  return found;
}

void LowerUpdate(Lowering& low, ::UpdateStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<Update>(Head(low, table));
  op.table = table;
  op.columns = Targets(low, stmt->targetList);
  op.has_where = stmt->whereClause != nullptr;
  if (op.has_where) {
    op.where =
        low.Expression(stmt->whereClause, WhereSpan(low, table.span.end));
  }
  op.reads = low.Reads(reinterpret_cast<::Node*>(stmt->fromClause));
  op.query = low.QueryOf(reinterpret_cast<::Node*>(stmt));
}

void LowerDelete(Lowering& low, ::DeleteStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<Delete>(Head(low, table));
  op.table = table;
  op.has_where = stmt->whereClause != nullptr;
  if (op.has_where) {
    op.where =
        low.Expression(stmt->whereClause, WhereSpan(low, table.span.end));
  }
  op.reads = low.Reads(reinterpret_cast<::Node*>(stmt->usingClause));
  op.query = low.QueryOf(reinterpret_cast<::Node*>(stmt));
}

// MERGE does what its arms do: one op for each kind of write among them.
void LowerMerge(Lowering& low, ::MergeStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  std::span<const Name> reads = low.Reads(stmt->sourceRelation);
  bool inserts = false;
  bool updates = false;
  bool deletes = false;
  for (::Node* node : Each<::Node>(stmt->mergeWhenClauses)) {
    auto* arm = INTERLOCK_AS(MergeWhenClause, node);
    if (arm == nullptr) continue;
    inserts |= arm->commandType == CMD_INSERT;
    updates |= arm->commandType == CMD_UPDATE;
    deletes |= arm->commandType == CMD_DELETE;
  }
  const Query* query = low.QueryOf(reinterpret_cast<::Node*>(stmt));
  low.Needs(15, low.TokenAt(low.statement().begin), "MERGE");
  Span head = Head(low, table);
  if (inserts) {
    auto& op = low.Add<Insert>(head);
    op.table = table;
    op.from_query = true;
    op.reads = reads;
    op.query = query;
  }
  if (updates || !(inserts || deletes)) {
    auto& op = low.Add<Update>(head);
    op.table = table;
    op.has_where = true;
    op.reads = reads;
    op.query = query;
  }
  if (deletes) {
    auto& op = low.Add<Delete>(head);
    op.table = table;
    op.has_where = true;
    op.reads = reads;
    op.query = query;
  }
}

const char* StringOf(::Node* node) {
  if (auto* cast = INTERLOCK_AS(TypeCast, node)) node = cast->arg;
  auto* constant = INTERLOCK_AS(A_Const, node);
  if (constant == nullptr || constant->isnull) return nullptr;
  if (nodeTag(&constant->val) != T_String) return nullptr;
  return strVal(&constant->val);
}

// SELECT set_config('name', 'value', is_local).
bool LowerSetConfig(Lowering& low, const ::SelectStmt* stmt) {
  bool any = false;
  for (::Node* node : Each<::Node>(stmt->targetList)) {
    auto* target = INTERLOCK_AS(ResTarget, node);
    auto* call =
        target != nullptr ? INTERLOCK_AS(FuncCall, target->val) : nullptr;
    if (call == nullptr || SizeOf(call->args) != 3) continue;
    if (std::string_view(strVal(llast(call->funcname))) != "set_config") {
      continue;
    }
    const char* name = StringOf(static_cast<::Node*>(linitial(call->args)));
    if (name == nullptr) continue;
    const char* value = StringOf(static_cast<::Node*>(lsecond(call->args)));
    auto* local = INTERLOCK_AS(A_Const, (::Node*)lthird(call->args));
    auto& op = low.Add<SetVariable>();
    op.by_function = true;
    op.variable = low.Keep(AsciiLower(name).c_str(), low.At(call->location));
    op.value = low.Keep(value, low.At(call->location));
    bool is_local = local != nullptr && nodeTag(&local->val) == T_Boolean &&
                    boolVal(&local->val);
    op.scope = is_local ? SetScope::kLocal : SetScope::kSession;
    any = true;
  }
  return any;
}

void LowerSelect(Lowering& low, ::SelectStmt* stmt) {
  ::Node* node = reinterpret_cast<::Node*>(stmt);
  const ::SelectStmt* leftmost = stmt;
  while (leftmost->larg != nullptr) leftmost = leftmost->larg;
  if (leftmost->intoClause != nullptr) {
    return LowerInto(low, leftmost->intoClause, node, low.Add<CreateTable>());
  }
  if (LowerSetConfig(low, stmt)) return;
  auto& op = low.Add<Select>();
  op.reads = low.Reads(node);
  op.functions = low.Functions(node);
  op.query = low.QueryOf(node);
}

void LowerCopy(Lowering& low, ::CopyStmt* stmt) {
  if (stmt->relation == nullptr) {
    auto& op = low.Add<Select>();
    op.reads = low.Reads(stmt->query);
    op.functions = low.Functions(stmt->query);
    op.query = low.QueryOf(stmt->query);
    return;
  }
  Name table = low.NameOf(stmt->relation);
  auto& op = low.Add<CopyData>(Head(low, table));
  op.table = table;
  op.from = stmt->is_from;
  if (stmt->attlist != nullptr) {
    op.columns =
        low.Idents(stmt->attlist, {table.span.end, low.statement().end});
  }
}

::WithClause* WithOf(::Node* node) {
  if (auto* s = INTERLOCK_AS(SelectStmt, node)) return s->withClause;
  if (auto* i = INTERLOCK_AS(InsertStmt, node)) return i->withClause;
  if (auto* u = INTERLOCK_AS(UpdateStmt, node)) return u->withClause;
  if (auto* d = INTERLOCK_AS(DeleteStmt, node)) return d->withClause;
  if (auto* m = INTERLOCK_AS(MergeStmt, node)) return m->withClause;
  return nullptr;
}

bool LowerOne(Lowering& low, ::Node* node) {
  if (auto* insert = INTERLOCK_AS(InsertStmt, node)) {
    LowerInsert(low, insert);
  } else if (auto* update = INTERLOCK_AS(UpdateStmt, node)) {
    LowerUpdate(low, update);
  } else if (auto* remove = INTERLOCK_AS(DeleteStmt, node)) {
    LowerDelete(low, remove);
  } else if (auto* merge = INTERLOCK_AS(MergeStmt, node)) {
    LowerMerge(low, merge);
  } else if (auto* select = INTERLOCK_AS(SelectStmt, node)) {
    LowerSelect(low, select);
  } else if (auto* copy = INTERLOCK_AS(CopyStmt, node)) {
    LowerCopy(low, copy);
  } else if (auto* truncate = INTERLOCK_AS(TruncateStmt, node)) {
    auto& op = low.Add<Truncate>();
    op.tables = low.Relations(truncate->relations);
    op.only = low.AllOnly(truncate->relations);
    op.cascade = truncate->behavior == DROP_CASCADE;
    op.restart_identity = truncate->restart_seqs;
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool LowerData(Lowering& low, ::Node* node) {
  // WITH x AS (DELETE ...): the writes of its queries happen as well. They may
  // not stand deeper than the top level.
  if (::WithClause* with = WithOf(node)) {
    for (::Node* item : Each<::Node>(with->ctes)) {
      auto* cte = INTERLOCK_AS(CommonTableExpr, item);
      if (cte != nullptr && cte->ctequery != nullptr &&
          !IsA(cte->ctequery, SelectStmt)) {
        LowerOne(low, cte->ctequery);
      }
    }
  }
  return LowerOne(low, node);
}

}  // namespace interlock::sql
