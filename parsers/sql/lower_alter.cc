// SPDX-License-Identifier: Apache-2.0
// ALTER TABLE and its kin: one op per action.
#include <algorithm>

#include "core/text.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

// Words that may stand between an action's first word and its name.
constexpr std::string_view kVerbs[] = {
    "column", "constraint", "if",      "not",    "exists",
    "always", "replica",    "trigger", "rule",   "on",
    "set",    "tablespace", "access",  "method", "attribute",
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
  bool only;
  bool if_exists;
  Span span;

  template <class T>
  T& Add() const {
    T& op = low.Add<T>(span);
    op.table = table;
    op.written_as = object;
    op.only = only;
    op.relation_if_exists = if_exists;
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
    uint32_t at = a.low.TokenAt(a.low.At(def->collClause->location)).end;
    Name name = a.low.NameOf(def->collClause->collname, at);
    op.collation = {name.name, name.span};
    op.collation_schema = name.schema;
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

Generated IdentityKind(char when) {
  return when == 'a' ? Generated::kIdentityAlways
                     : Generated::kIdentityByDefault;
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
    a.low.Needs(17, a.low.FindWord(a.span, "expression"), "SET EXPRESSION");
  } else if (kChange == GeneratedChange::kDropExpression) {
    a.low.Needs(13, a.low.FindWord(a.span, "expression"), "DROP EXPRESSION");
  } else if (auto* def = INTERLOCK_AS(Constraint, a.cmd->def)) {
    op.generated = IdentityKind(def->generated_when);
    op.sequence = a.low.Sequence(def->options);
  } else if (auto* list = INTERLOCK_AS(List, a.cmd->def)) {
    op.sequence = a.low.Sequence(list);
    for (::Node* node : Each<::Node>(list)) {
      auto* option = INTERLOCK_AS(DefElem, node);
      if (option == nullptr || option->arg == nullptr) continue;
      if (std::string_view(option->defname) != "generated") continue;
      op.generated = IdentityKind(static_cast<char>(intVal(option->arg)));
    }
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
  op.sets_inherit = def->alterInheritability;
  if (op.sets_enforced || op.sets_inherit) {
    a.low.Needs(18, a.span,
                op.sets_enforced ? "ALTER CONSTRAINT ... ENFORCED"
                                 : "ALTER CONSTRAINT ... INHERIT");
  }
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
  if (part->bound != nullptr) {
    op.bound = a.low.arena().New<PartitionBound>(
        BoundOf(a.low, part->bound, {op.partition.span.end, a.span.end}));
  }
}

void DetachAction(const Action& a) {
  auto* part = castNode(PartitionCmd, a.cmd->def);
  auto& op = a.Add<DetachPartition>();
  op.partition = a.low.NameOf(part->name);
  op.concurrently = part->concurrent;
  op.finalize = a.cmd->subtype == AT_DetachPartitionFinalize;
  if (op.concurrently || op.finalize) {
    Span rest = {op.partition.span.end, a.span.end};
    a.low.Needs(14,
                a.low.FindWord(rest, op.finalize ? "finalize" : "concurrently"),
                op.finalize ? "DETACH PARTITION ... FINALIZE"
                            : "DETACH PARTITION ... CONCURRENTLY");
  }
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

// Text, options, a relation or a type: by the node that the grammar left.
void SetDefinition(const Action& a, AlterTable& op) {
  ::Node* def = a.cmd->def;
  if (def == nullptr) return;
  if (auto* identity = INTERLOCK_AS(ReplicaIdentityStmt, def)) {
    op.replica_identity = identity->identity_type;
    Span word = a.low.FindWord(a.span, "index");
    op.argument = a.low.FindIdent(identity->name, {word.end, a.span.end});
  } else if (auto* parent = INTERLOCK_AS(RangeVar, def)) {
    op.other = a.low.NameOf(parent);
  } else if (auto* type = INTERLOCK_AS(TypeName, def)) {
    TypeName name = a.low.Type(type);
    op.other = {name.schema(), name.name(), name.span};
  } else if (auto* list = INTERLOCK_AS(List, def)) {
    op.options = a.low.Options(list);
  } else {
    std::string text;
    if (ConstantText(def, text)) op.value = a.low.arena().Copy(text);
  }
}

void SetSince(const Action& a, const AlterTable& op) {
  bool table = a.object != ObjectKind::kMaterializedView;
  if (op.change == TableChange::kSetAccessMethod) {
    a.low.Needs(op.argument.empty() ? 17 : 15, a.span,
                op.argument.empty() ? "SET ACCESS METHOD DEFAULT"
                                    : "SET ACCESS METHOD");
  } else if (op.change == TableChange::kCompression) {
    a.low.Needs(14, a.span, "SET COMPRESSION");
  } else if (op.change == TableChange::kStatistics && op.value.empty() &&
             table) {
    a.low.Needs(17, a.span, "SET STATISTICS DEFAULT");
  } else if (op.change == TableChange::kStorage &&
             EqualsIgnoringCase(op.value, "default")) {
    a.low.Needs(16, a.span, "SET STORAGE DEFAULT");
  }
}

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
  op.column_number = a.cmd->num;
  if (a.cmd->newowner != nullptr) op.argument = a.low.Role(a.cmd->newowner);
  SetDefinition(a, op);
  SetSince(a, op);
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

void AttributeAction(Lowering& low, const ::AlterTableCmd* cmd, Name type,
                     Span span) {
  auto& op = low.Add<AlterAttribute>(span);
  op.type = type;
  op.if_exists = cmd->missing_ok;
  op.cascade = cmd->behavior == DROP_CASCADE;
  auto* def = INTERLOCK_AS(ColumnDef, cmd->def);
  if (cmd->subtype == AT_AddColumn && def != nullptr) {
    op.change = AttributeChange::kAdd;
    op.attribute = low.Column(def, span);
    return;
  }
  bool drop = cmd->subtype == AT_DropColumn;
  op.change = drop ? AttributeChange::kDrop : AttributeChange::kAlterType;
  op.attribute.name =
      low.FindIdent(cmd->name, AfterVerbs(low, span, cmd->name));
  op.attribute.span = span;
  if (def != nullptr) op.attribute.type = low.Type(def->typeName);
}

// A composite type's attributes are altered with the same nodes.
void LowerAlterTable(Lowering& low, const ::AlterTableStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  ObjectKind object = KindOf(stmt->objtype);
  uint32_t from = table.span.end;
  Tokens tokens = low.TokensFrom(from);
  if (tokens.Peek().symbol == '*') from = tokens.Next().span.end;
  uint32_t first = static_cast<uint32_t>(SkipBlank(low.text(), from));
  Spans spans;
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
    if (object == ObjectKind::kType) {
      AttributeAction(low, cmd, table, span);
      continue;
    }
    bool only = !stmt->relation->inh;
    LowerAction({low, cmd, table, object, only, stmt->missing_ok, span});
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
