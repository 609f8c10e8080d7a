// SPDX-License-Identifier: Apache-2.0
// Transactions, settings, locks, maintenance and the rest of the session.
#include <algorithm>

#include "core/text.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

TransactionWord WordOf(::TransactionStmtKind kind) {
  switch (kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START:
      return TransactionWord::kBegin;
    case TRANS_STMT_COMMIT:
      return TransactionWord::kCommit;
    case TRANS_STMT_ROLLBACK:
      return TransactionWord::kRollback;
    case TRANS_STMT_SAVEPOINT:
      return TransactionWord::kSavepoint;
    case TRANS_STMT_RELEASE:
      return TransactionWord::kRelease;
    case TRANS_STMT_ROLLBACK_TO:
      return TransactionWord::kRollbackTo;
    default:
      return TransactionWord::kOther;
  }
}

void LowerTransaction(Lowering& low, const ::TransactionStmt* stmt) {
  auto& op = low.Add<Transaction>();
  op.word = WordOf(stmt->kind);
  uint32_t at = low.TokenAt(low.statement().begin).end;
  op.savepoint = low.FindIdent(stmt->savepoint_name, {at, low.statement().end});
}

// The value as one would write it, items joined by ", ".
std::string ValueText(const ::List* args) {
  std::string out;
  for (::Node* node : Each<::Node>(args)) {
    if (auto* cast = INTERLOCK_AS(TypeCast, node)) node = cast->arg;
    auto* constant = INTERLOCK_AS(A_Const, node);
    if (constant == nullptr || constant->isnull) continue;
    if (!out.empty()) out += ", ";
    switch (nodeTag(&constant->val)) {
      case T_Integer:
        out += std::to_string(intVal(&constant->val));
        break;
      case T_Float:
        out += constant->val.fval.fval;
        break;
      case T_Boolean:
        out += boolVal(&constant->val) ? "true" : "false";
        break;
      case T_String:
        out += strVal(&constant->val);
        break;
      default:
        break;
    }
  }
  return out;
}

// The first argument's position, where its value probably stands.
uint32_t ValueHint(const Lowering& low, const ::List* args) {
  for (::Node* node : Each<::Node>(args)) {
    if (auto* constant = INTERLOCK_AS(A_Const, node)) {
      return low.At(constant->location);
    }
  }
  return low.statement().begin;
}

void LowerSet(Lowering& low, const ::VariableSetStmt* stmt) {
  auto& op = low.Add<SetVariable>();
  op.scope = stmt->is_local ? SetScope::kLocal : SetScope::kSession;
  if (stmt->name != nullptr) {
    Ident found = low.FindIdent(stmt->name, low.statement());
    op.variable = low.Keep(AsciiLower(stmt->name).c_str(), found.span.begin);
  }
  op.reset = stmt->kind == VAR_RESET || stmt->kind == VAR_RESET_ALL ||
             stmt->kind == VAR_SET_DEFAULT;
  if (stmt->kind == VAR_SET_VALUE) {
    op.value =
        low.Keep(ValueText(stmt->args).c_str(), ValueHint(low, stmt->args));
  }
}

constexpr std::string_view kLockModes[] = {
    "",
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
};

void LowerLock(Lowering& low, const ::LockStmt* stmt) {
  auto& op = low.Add<LockTable>();
  op.tables = low.Relations(stmt->relations);
  op.nowait = stmt->nowait;
  size_t mode = static_cast<size_t>(stmt->mode);
  op.mode = mode < std::size(kLockModes) ? kLockModes[mode] : kLockModes[8];
}

void LowerVacuum(Lowering& low, const ::VacuumStmt* stmt) {
  auto& op = low.Add<Vacuum>();
  op.analyze_only = !stmt->is_vacuumcmd;
  for (::Node* node : Each<::Node>(stmt->options)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option == nullptr) continue;
    op.analyze |= std::string_view(option->defname) == "analyze";
    if (std::string_view(option->defname) != "full") continue;
    auto* off = option->arg != nullptr && IsA(option->arg, String)
                    ? strVal(option->arg)
                    : "";
    op.full =
        !(EqualsIgnoringCase(off, "false") || EqualsIgnoringCase(off, "off"));
  }
  std::vector<Name> tables;
  for (::Node* node : Each<::Node>(stmt->rels)) {
    auto* relation = INTERLOCK_AS(VacuumRelation, node);
    if (relation != nullptr) tables.push_back(low.NameOf(relation->relation));
  }
  op.tables = low.arena().CopyAll(tables);
}

void LowerCluster(Lowering& low, const ::ClusterStmt* stmt) {
  auto& op = low.Add<Cluster>();
  op.table = low.NameOf(stmt->relation);
  uint32_t from = std::max(op.table.span.end, low.statement().begin);
  op.index = low.FindIdent(stmt->indexname, {from, low.statement().end});
}

void LowerCall(Lowering& low, const ::CallStmt* stmt) {
  auto& op = low.Add<CallProcedure>();
  op.procedure = FunctionName(low, stmt->funccall);
  op.argument_count = static_cast<uint32_t>(SizeOf(stmt->funccall->args));
}

void LowerRefresh(Lowering& low, const ::RefreshMatViewStmt* stmt) {
  auto& op = low.Add<RefreshView>();
  op.view = low.NameOf(stmt->relation);
  op.concurrently = stmt->concurrent;
  op.with_data = !stmt->skipData;
}

bool ExplainRuns(const ::ExplainStmt* stmt) {
  for (::Node* node : Each<::Node>(stmt->options)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option != nullptr && std::string_view(option->defname) == "analyze") {
      return true;
    }
  }
  return false;
}

// Commands that touch no table of the schema by themselves.
constexpr ::NodeTag kServerCommands[] = {
    T_VariableShowStmt, T_DeclareCursorStmt,  T_ClosePortalStmt,
    T_FetchStmt,        T_NotifyStmt,         T_ListenStmt,
    T_UnlistenStmt,     T_LoadStmt,           T_CheckPointStmt,
    T_DiscardStmt,      T_ConstraintsSetStmt, T_PrepareStmt,
    T_DeallocateStmt,   T_ExplainStmt,
};

bool LowerServer(Lowering& low, const ::Node* node) {
  for (::NodeTag tag : kServerCommands) {
    if (tag != nodeTag(node)) continue;
    low.Add<ServerCommand>().what = FirstWords(low);
    return true;
  }
  return false;
}

}  // namespace

bool LowerSession(Lowering& low, ::Node* node) {
  if (auto* transaction = INTERLOCK_AS(TransactionStmt, node)) {
    LowerTransaction(low, transaction);
  } else if (auto* set = INTERLOCK_AS(VariableSetStmt, node)) {
    LowerSet(low, set);
  } else if (INTERLOCK_AS(ExecuteStmt, node)) {
    // What was prepared may be anything.
    low.Add<Unknown>().what = "EXECUTE";
  } else if (auto* lock = INTERLOCK_AS(LockStmt, node)) {
    LowerLock(low, lock);
  } else if (auto* vacuum = INTERLOCK_AS(VacuumStmt, node)) {
    LowerVacuum(low, vacuum);
  } else if (auto* cluster = INTERLOCK_AS(ClusterStmt, node)) {
    LowerCluster(low, cluster);
  } else if (auto* call = INTERLOCK_AS(CallStmt, node)) {
    LowerCall(low, call);
  } else if (auto* refresh = INTERLOCK_AS(RefreshMatViewStmt, node)) {
    LowerRefresh(low, refresh);
  } else if (auto* explain = INTERLOCK_AS(ExplainStmt, node);
             explain != nullptr && ExplainRuns(explain)) {
    LowerStatement(low, explain->query);
  } else {
    return LowerServer(low, node);
  }
  return true;
}

}  // namespace interlock::sql
