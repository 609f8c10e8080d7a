// SPDX-License-Identifier: Apache-2.0
// ALTER TABLE and its kin: one op per action.
#include <algorithm>

#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

// Words that may stand between an action's first word and its name.
constexpr std::string_view kVerbs[] = {
    "column",  "constraint", "if", "not", "exists",     "always", "replica",
    "trigger", "rule",       "on", "set", "tablespace", "access", "method",
};

Span AfterVerbs(const Lowering& low, Span span, const char* name) {
  Tokens tokens(low.text(), span);
  tokens.Next();
  while (true) {
    Token token = tokens.Peek();
    bool verb = false;
    for (std::string_view w : kVerbs) verb |= WordIs(low.text(), token, w);
    // Most of these words may name a column, too.
    bool named = name != nullptr && IsIdentifier(low.text(), token, name);
    if (!verb || named) {
      return {std::min(token.span.begin, span.end), span.end};
    }
    tokens.Next();
  }
}

struct Action {
  Lowering& low;
  const ::AlterTableCmd* cmd;
  Name table;
  ObjectKind object;
  Span span;

  template <class T>
  T& Add() const {
    T& op = low.Add<T>(span);
    op.table = table;
    return op;
  }
  Ident Named() const {
    return low.FindIdent(cmd->name, AfterVerbs(low, span, cmd->name));
  }
  bool cascade() const { return cmd->behavior == DROP_CASCADE; }
};

void AddColumnAction(const Action& a) {
  auto& op = a.Add<AddColumn>();
  op.column = a.low.Column(castNode(ColumnDef, a.cmd->def), a.span);
  op.if_not_exists = a.cmd->missing_ok;
}

void DropColumnAction(const Action& a) {
  auto& op = a.Add<DropColumn>();
  op.column = a.Named();
  op.if_exists = a.cmd->missing_ok;
  op.cascade = a.cascade();
}

void AlterTypeAction(const Action& a) {
  auto& op = a.Add<AlterColumnType>();
  auto* def = castNode(ColumnDef, a.cmd->def);
  op.column = a.Named();
  op.type = a.low.Type(def->typeName);
  Span after = {op.type.span.end, a.span.end};
  if (def->raw_default != nullptr) {
    Span word = a.low.FindWord(after, "using");
    uint32_t begin = static_cast<uint32_t>(SkipBlank(a.low.text(), word.end));
    op.using_expr = a.low.Expression(def->raw_default, {begin, a.span.end});
  }
  if (def->collClause != nullptr) {
    op.collation = a.low.IdentAt(strVal(llast(def->collClause->collname)),
                                 def->collClause->location);
  }
}

template <class T>
void ColumnAction(const Action& a) {
  auto& op = a.Add<T>();
  op.column = a.Named();
}

void DefaultAction(const Action& a) {
  if (a.cmd->def == nullptr) return ColumnAction<DropDefault>(a);
  auto& op = a.Add<SetDefault>();
  op.column = a.Named();
  Span word = a.low.FindWord({op.column.span.end, a.span.end}, "default");
  uint32_t begin = static_cast<uint32_t>(SkipBlank(a.low.text(), word.end));
  op.value = a.low.Expression(a.cmd->def, {begin, a.span.end});
}

template <GeneratedChange kChange>
void GeneratedAction(const Action& a) {
  auto& op = a.Add<AlterGenerated>();
  op.column = a.Named();
  op.change = kChange;
  op.if_exists = a.cmd->missing_ok;
  if (kChange == GeneratedChange::kSetExpression) {
    Span word = a.low.FindWord(a.span, "as");
    uint32_t begin = static_cast<uint32_t>(SkipBlank(a.low.text(), word.end));
    op.expression = a.low.Expression(a.cmd->def, {begin, a.span.end});
  }
}

void AddConstraintAction(const Action& a) {
  auto* node = INTERLOCK_AS(Constraint, a.cmd->def);
  if (node == nullptr) return;
  auto& op = a.Add<AddConstraint>();
  uint32_t begin = std::max(a.low.At(node->location), a.span.begin);
  op.constraint = a.low.ConstraintOf(node, {begin, a.span.end});
}

void ValidateAction(const Action& a) {
  auto& op = a.Add<ValidateConstraint>();
  op.constraint = a.Named();
}

void DropConstraintAction(const Action& a) {
  auto& op = a.Add<DropConstraint>();
  op.constraint = a.Named();
  op.if_exists = a.cmd->missing_ok;
  op.cascade = a.cascade();
}

void AlterConstraintAction(const Action& a) {
  auto& op = a.Add<AlterConstraint>();
  op.constraint.span = a.span;
#if PG_VERSION_NUM >= 180000
  auto* def = castNode(ATAlterConstraint, a.cmd->def);
  op.constraint.enforced = def->is_enforced || !def->alterEnforceability;
  op.sets_enforced = def->alterEnforceability;
  op.sets_deferrable = def->alterDeferrability;
  op.constraint.no_inherit = def->alterInheritability && def->noinherit;
#else
  auto* def = castNode(Constraint, a.cmd->def);
  op.sets_deferrable = true;
#endif
  op.constraint.name =
      a.low.FindIdent(def->conname, AfterVerbs(a.low, a.span, def->conname));
  op.constraint.deferrable = def->deferrable;
  op.constraint.initially_deferred = def->initdeferred;
}

void AttachAction(const Action& a) {
  auto* part = castNode(PartitionCmd, a.cmd->def);
  auto& op = a.Add<AttachPartition>();
  op.partition = a.low.NameOf(part->name);
  op.is_default = part->bound != nullptr && part->bound->is_default;
  op.index = a.object == ObjectKind::kIndex;
}

void DetachAction(const Action& a) {
  auto* part = castNode(PartitionCmd, a.cmd->def);
  auto& op = a.Add<DetachPartition>();
  op.partition = a.low.NameOf(part->name);
  op.concurrently = part->concurrent;
  op.finalize = a.cmd->subtype == AT_DetachPartitionFinalize;
}

struct Change {
  ::AlterTableType type;
  TableChange change;
};
constexpr Change kChanges[] = {
    {AT_SetLogged, TableChange::kSetLogged},
    {AT_SetUnLogged, TableChange::kSetUnlogged},
    {AT_SetTableSpace, TableChange::kSetTablespace},
    {AT_SetAccessMethod, TableChange::kSetAccessMethod},
    {AT_DropOids, TableChange::kSetWithoutOids},
    {AT_ClusterOn, TableChange::kClusterOn},
    {AT_DropCluster, TableChange::kSetWithoutCluster},
    {AT_SetRelOptions, TableChange::kSetOptions},
    {AT_ResetRelOptions, TableChange::kResetOptions},
    {AT_ReplicaIdentity, TableChange::kReplicaIdentity},
    {AT_EnableTrig, TableChange::kEnableTrigger},
    {AT_EnableAlwaysTrig, TableChange::kEnableAlwaysTrigger},
    {AT_EnableReplicaTrig, TableChange::kEnableReplicaTrigger},
    {AT_EnableTrigAll, TableChange::kEnableTriggerAll},
    {AT_EnableTrigUser, TableChange::kEnableTriggerUser},
    {AT_DisableTrig, TableChange::kDisableTrigger},
    {AT_DisableTrigAll, TableChange::kDisableTriggerAll},
    {AT_DisableTrigUser, TableChange::kDisableTriggerUser},
    {AT_EnableRule, TableChange::kEnableRule},
    {AT_EnableAlwaysRule, TableChange::kEnableAlwaysRule},
    {AT_EnableReplicaRule, TableChange::kEnableReplicaRule},
    {AT_DisableRule, TableChange::kDisableRule},
    {AT_EnableRowSecurity, TableChange::kEnableRls},
    {AT_DisableRowSecurity, TableChange::kDisableRls},
    {AT_ForceRowSecurity, TableChange::kForceRls},
    {AT_NoForceRowSecurity, TableChange::kNoForceRls},
    {AT_ChangeOwner, TableChange::kOwner},
    {AT_AddInherit, TableChange::kInherit},
    {AT_DropInherit, TableChange::kNoInherit},
    {AT_SetStatistics, TableChange::kStatistics},
    {AT_SetStorage, TableChange::kStorage},
    {AT_SetCompression, TableChange::kCompression},
    {AT_SetOptions, TableChange::kColumnOptions},
    {AT_ResetOptions, TableChange::kResetColumnOptions},
    {AT_AlterColumnGenericOptions, TableChange::kRemoteColumnOptions},
    {AT_GenericOptions, TableChange::kRemoteOptions},
    {AT_AddOf, TableChange::kOfType},
    {AT_DropOf, TableChange::kNotOf},
};

// The rest of the grammar's actions are the server's own, for later steps.
bool OtherAction(const Action& a) {
  auto* change =
      std::find_if(std::begin(kChanges), std::end(kChanges),
                   [&](const Change& c) { return c.type == a.cmd->subtype; });
  if (change == std::end(kChanges)) return false;
  auto& op = a.Add<AlterTable>();
  op.object = a.object;
  op.change = change->change;
  op.argument = a.Named();
  if (a.cmd->newowner != nullptr && a.cmd->newowner->rolename != nullptr) {
    op.argument =
        a.low.IdentAt(a.cmd->newowner->rolename, a.cmd->newowner->location);
  }
  if (auto* identity = INTERLOCK_AS(ReplicaIdentityStmt, a.cmd->def)) {
    Span word = a.low.FindWord(a.span, "index");
    op.argument = a.low.FindIdent(identity->name, {word.end, a.span.end});
  }
  if (auto* parent = INTERLOCK_AS(RangeVar, a.cmd->def)) {
    op.other = a.low.NameOf(parent);
  }
  return true;
}

struct Handler {
  ::AlterTableType type;
  void (*lower)(const Action&);
};
constexpr Handler kHandlers[] = {
    {AT_AddColumn, AddColumnAction},
    {AT_DropColumn, DropColumnAction},
    {AT_AlterColumnType, AlterTypeAction},
    {AT_ColumnDefault, DefaultAction},
    {AT_SetNotNull, ColumnAction<SetNotNull>},
    {AT_DropNotNull, ColumnAction<DropNotNull>},
    {AT_SetExpression, GeneratedAction<GeneratedChange::kSetExpression>},
    {AT_DropExpression, GeneratedAction<GeneratedChange::kDropExpression>},
    {AT_AddIdentity, GeneratedAction<GeneratedChange::kAddIdentity>},
    {AT_SetIdentity, GeneratedAction<GeneratedChange::kSetIdentity>},
    {AT_DropIdentity, GeneratedAction<GeneratedChange::kDropIdentity>},
    {AT_AddConstraint, AddConstraintAction},
    {AT_AlterConstraint, AlterConstraintAction},
    {AT_ValidateConstraint, ValidateAction},
    {AT_DropConstraint, DropConstraintAction},
    {AT_AttachPartition, AttachAction},
    {AT_DetachPartition, DetachAction},
    {AT_DetachPartitionFinalize, DetachAction},
};

void LowerAction(const Action& action) {
  for (const Handler& handler : kHandlers) {
    if (handler.type != action.cmd->subtype) continue;
    return handler.lower(action);
  }
  if (!OtherAction(action)) {
    action.low.Add<Unknown>(action.span).what = FirstWords(action.low);
  }
}

// A composite type's attributes are altered with the same nodes.
void LowerAlterTable(Lowering& low, const ::AlterTableStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  if (stmt->objtype == OBJECT_TYPE) {
    auto& op = low.Add<AlterObject>();
    op.object = ObjectKind::kType;
    op.name = table;
    return;
  }
  uint32_t from = table.span.end;
  Tokens tokens = low.TokensFrom(from);
  if (tokens.Peek().symbol == '*') from = tokens.Next().span.end;
  uint32_t first = static_cast<uint32_t>(SkipBlank(low.text(), from));
  std::vector<Span> spans;
  if (SizeOf(stmt->cmds) > 1) {
    spans = low.SplitAtCommas(from, low.statement().end);
  } else {
    spans.push_back(
        {std::min(first, low.statement().end), low.statement().end});
  }
  size_t i = 0;
  for (::Node* node : Each<::Node>(stmt->cmds)) {
    auto* cmd = INTERLOCK_AS(AlterTableCmd, node);
    Span span = i < spans.size() ? spans[i] : low.statement();
    ++i;
    if (cmd == nullptr) continue;
    LowerAction({low, cmd, table, KindOf(stmt->objtype), span});
  }
}

void LowerMoveAll(Lowering& low) {
  low.Add<ServerCommand>().what = FirstWords(low);
}

}  // namespace

bool LowerAlter(Lowering& low, ::Node* node) {
  if (auto* alter = INTERLOCK_AS(AlterTableStmt, node)) {
    LowerAlterTable(low, alter);
  } else if (INTERLOCK_AS(AlterTableMoveAllStmt, node)) {
    LowerMoveAll(low);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
