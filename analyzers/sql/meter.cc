// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/meter.h"

#include <algorithm>
#include <optional>

#include "core/text.h"

namespace interlock::sql {
namespace {}  // namespace

RelationEffect& Meter::AddTo(const Name& name, const Relation* relation,
                             Fact fact) {
  bool full = effects_.count == Effects::kMax;
  effects_.truncated |= full;
  RelationEffect& item =
      effects_.items[full ? Effects::kMax - 1 : effects_.count++];
  const FactInfo& info = InfoOf(fact);
  item = {name, relation, info.lock, info.work, fact, false};
  return item;
}

void Meter::Measure(const CreateTable& op) {
  for (const Constraint& constraint : op.constraints) {
    if (!constraint.references().empty()) {
      Add(constraint.references(), Fact::kReferencedByNew);
    }
  }
  for (const ColumnDef& column : op.columns) {
    for (const Constraint& constraint : column.constraints()) {
      if (!constraint.references().empty()) {
        Add(constraint.references(), Fact::kReferencedByNew);
      }
    }
  }
  if (!op.origin->partition_of.empty())
    Add(op.origin->partition_of, Fact::kCreatePartition);
}

void Meter::Measure(const DropTable& op) {
  effects_.loss = Loss::kData;
  for (const Name& name : op.tables) {
    const Relation* table = view_.Find(name);
    AddTo(name, table, Fact::kDropTable);
    if (table == nullptr) continue;
    view_.EachConstraint(*table, [&](const ConstraintFact& fact) {
      if (!fact.def->references().empty()) {
        Add(fact.def->references(), Fact::kDropTable);
      }
    });
    if (table->parent != nullptr && table->detached >= view_.time()) {
      AddTo({table->parent->schema, table->parent->name, name.span},
            table->parent, Fact::kDropTable);
    }
  }
}

Fact Meter::FactOf(const AddColumn& op, bool& assumed) const {
  const ColumnDef& column = op.column;
  if (IsSerial(column.type.name())) return Fact::kAddColumnSerial;
  switch (column.generated) {
    case Generated::kIdentityAlways:
    case Generated::kIdentityByDefault:
      return Fact::kAddColumnIdentity;
    case Generated::kStored:
      return Fact::kAddColumnStored;
    case Generated::kNo:
    case Generated::kVirtual:
      break;
  }
  if (view_.IsConstrainedDomain(column.type) == Answer::kYes) {
    return Fact::kAddColumnDomain;
  }
  bool has_default = column.default_value().present() &&
                     column.default_value().shape != ExprShape::kNull;
  if (has_default) {
    if (pg_version_ < 11) return Fact::kAddColumnVolatile;
    Work work = CostOfDefault(column.default_value(), view_);
    assumed = work == Work::kUnknown;
    if (work == Work::kRewrite || assumed) return Fact::kAddColumnVolatile;
  }
  Fact fact = has_default ? Fact::kAddColumnConstant : Fact::kAddColumn;
  for (const Constraint& constraint : column.constraints()) {
    if (constraint.kind == ConstraintKind::kCheck) {
      fact = Fact::kAddColumnCheck;
    } else if (constraint.kind == ConstraintKind::kUnique ||
               constraint.kind == ConstraintKind::kPrimaryKey) {
      return Fact::kAddColumnUnique;
    }
  }
  return fact;
}

void Meter::Measure(const AddColumn& op) {
  bool assumed = false;
  Fact fact = FactOf(op, assumed);
  RelationEffect& table = Add(op.table, fact);
  table.assumed = assumed;
  bool has_default = op.column.default_value().present() &&
                     op.column.default_value().shape != ExprShape::kNull;
  for (const Constraint& constraint : op.column.constraints()) {
    if (constraint.references().empty()) continue;
    // Without a default every new value is null: nothing to look up.
    RelationEffect& other =
        Add(constraint.references(), Fact::kAddForeignKeyNotValid);
    if (has_default) {
      other.work = Work::kScan;
      effects_.items[0].work = std::max(effects_.items[0].work, Work::kScan);
    }
  }
}

Fact Meter::FactOf(const AlterColumnType& op, bool& assumed) const {
  const Relation* table = view_.Find(op.table);
  if (op.using_expr.present()) {
    bool plain = op.using_expr.functions().empty() &&
                 !op.using_expr.has_subquery &&
                 op.using_expr.columns().size() == 1 &&
                 op.using_expr.columns()[0].text == op.column.text;
    if (!plain) return Fact::kAlterTypeRewrite;
  }
  if (!op.collation.empty()) assumed = true;
  std::optional<Column> column;
  if (table != nullptr) column = view_.FindColumn(*table, op.column.text);
  const TypeName* from = column ? column->type : nullptr;
  Work cost = CostOfTypeChange(from, op.type, settings_.utc(), pg_version_);
  if (cost == Work::kUnknown) {
    assumed = true;
    return Fact::kAlterTypeRewrite;
  }
  if (cost == Work::kRewrite) return Fact::kAlterTypeRewrite;
  bool checked = false;
  view_.EachConstraint(*table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kCheck) return;
    for (const Ident& used : fact.def->check().columns()) {
      checked |= view_.Renamed(*table, used.text, fact.born) == op.column.text;
    }
  });
  return checked ? Fact::kAlterTypeChecked : Fact::kAlterTypeWider;
}

Fact Meter::FactOf(const SetNotNull& op) const {
  const Relation* table = view_.Find(op.table);
  if (table == nullptr) return Fact::kSetNotNull;
  if (view_.IsNotNull(*table, op.column.text) == Answer::kYes) {
    return Fact::kSetNotNullAlready;
  }
  bool proved = pg_version_ >= 12 &&
                view_.ProofOfNotNull(*table, op.column.text) != nullptr;
  return proved ? Fact::kSetNotNullProved : Fact::kSetNotNull;
}

Fact Meter::FactOf(const Constraint& constraint) {
  bool checks = !constraint.not_valid && constraint.enforced;
  switch (constraint.kind) {
    case ConstraintKind::kForeignKey:
      return checks ? Fact::kAddForeignKey : Fact::kAddForeignKeyNotValid;
    case ConstraintKind::kCheck:
      return checks ? Fact::kAddCheck : Fact::kAddCheckNotValid;
    case ConstraintKind::kNotNull:
      return checks ? Fact::kSetNotNull : Fact::kAddCheckNotValid;
    case ConstraintKind::kUnique:
    case ConstraintKind::kPrimaryKey:
      return constraint.using_index().empty() ? Fact::kAddUnique
                                              : Fact::kAddUniqueUsing;
    case ConstraintKind::kExclude:
      return Fact::kAddExclude;
  }
  return Fact::kAddCheck;
}

void Meter::Measure(const AddConstraint& op) {
  const Constraint& constraint = op.constraint;
  RelationEffect& table = Add(op.table, FactOf(constraint));
  if (constraint.kind == ConstraintKind::kPrimaryKey &&
      !constraint.using_index().empty() && table.relation != nullptr) {
    // A nullable key column is read through for nulls.
    const Relation* index =
        view_.Find(table.relation->schema, constraint.using_index().text);
    if (index != nullptr && index->index != nullptr) {
      for (const IndexColumn& key : index->index->columns) {
        Answer not_null = view_.IsNotNull(*table.relation, key.column.text);
        if (not_null == Answer::kNo) table.work = Work::kScan;
      }
    }
  }
  if (constraint.kind == ConstraintKind::kForeignKey) {
    Add(constraint.references(), FactOf(constraint));
  }
}

void Meter::Measure(const DropConstraint& op) {
  effects_.loss = Loss::kDefinition;
  const Relation* table = view_.Find(op.table);
  AddTo(op.table, table, Fact::kDropConstraint);
  if (table == nullptr) return;
  const ConstraintFact* fact = view_.FindConstraint(*table, op.constraint.text);
  if (fact != nullptr && !fact->def->references().empty()) {
    Add(fact->def->references(), Fact::kDropConstraint);
  }
}

void Meter::Measure(const CreateIndex& op) {
  Fact fact = Fact::kCreateIndex;
  if (op.concurrently) {
    fact = Fact::kCreateIndexConcurrently;
    effects_.in_transaction = InTransaction::kRefused;
  }
  const Relation* table = view_.Find(op.table);
  if (op.only && table != nullptr && table->partitioned && !op.concurrently) {
    fact = Fact::kCreateIndexOnly;
  }
  AddTo(op.table, table, fact);
}

void Meter::Measure(const DropIndex& op) {
  effects_.loss = Loss::kDefinition;
  if (op.concurrently) effects_.in_transaction = InTransaction::kRefused;
  Fact fact = op.concurrently ? Fact::kDropIndexConcurrently : Fact::kDropIndex;
  for (const Name& name : op.indexes) {
    const Relation* index = view_.Find(name);
    const Relation* table = index == nullptr ? nullptr : index->table;
    if (table == nullptr) {
      AddTo(name, nullptr, fact);
    } else {
      AddTo({table->schema, table->name, name.span}, table, fact);
    }
  }
}

void Meter::Measure(const Reindex& op) {
  bool alone =
      op.object != ObjectKind::kIndex && op.object != ObjectKind::kTable;
  if (op.concurrently || alone) {
    effects_.in_transaction = InTransaction::kRefused;
  }
  Fact fact = op.concurrently ? Fact::kReindexConcurrently : Fact::kReindex;
  const Relation* named = view_.Find(op.name);
  if (named != nullptr && named->table != nullptr) named = named->table;
  AddTo(op.name, named, fact);
}

void Meter::Measure(const AttachPartition& op) {
  if (op.index) {
    AddTo(op.table, nullptr, Fact::kAttachPartition);
    return;
  }
  Add(op.table, Fact::kAttachPartition);
  const Relation* child = view_.Find(op.partition);
  RelationEffect& item = AddTo(op.partition, child, Fact::kAttachedPartition);
  if (child == nullptr) return;
  // A validated CHECK may prove the bound: its text is not compared here.
  view_.EachConstraint(*child, [&](const ConstraintFact& fact) {
    item.assumed |= fact.def->kind == ConstraintKind::kCheck;
  });
}

void Meter::Measure(const DetachPartition& op) {
  bool soft = op.concurrently || op.finalize;
  if (op.concurrently) effects_.in_transaction = InTransaction::kRefused;
  Add(op.table, soft ? Fact::kDetachConcurrently : Fact::kDetachPartition);
  Add(op.partition, soft ? Fact::kDetachConcurrently : Fact::kDetachPartition);
}

Fact Meter::FactOf(const AlterTable& op) {
  switch (op.change) {
    case TableChange::kSetLogged:
    case TableChange::kSetUnlogged:
      return Fact::kSetLogged;
    case TableChange::kSetTablespace:
    case TableChange::kSetAccessMethod:
    case TableChange::kSetWithoutOids:
      return Fact::kSetTablespace;
    case TableChange::kSetOptions:
    case TableChange::kResetOptions:
    case TableChange::kStatistics:
    case TableChange::kColumnOptions:
    case TableChange::kResetColumnOptions:
    case TableChange::kClusterOn:
    case TableChange::kSetWithoutCluster:
      return Fact::kTableOptions;
    case TableChange::kEnableTrigger:
    case TableChange::kEnableAlwaysTrigger:
    case TableChange::kEnableReplicaTrigger:
    case TableChange::kEnableTriggerAll:
    case TableChange::kEnableTriggerUser:
    case TableChange::kDisableTrigger:
    case TableChange::kDisableTriggerAll:
    case TableChange::kDisableTriggerUser:
      return Fact::kTableTrigger;
    default:
      return Fact::kTableOther;
  }
}

void Meter::Measure(const RenameObject& op) {
  switch (op.object) {
    case ObjectKind::kIndex:
      AddTo(op.name, nullptr,
            op.written_as_table ? Fact::kRenameTable : Fact::kRenameIndex);
      return;
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
    case ObjectKind::kConstraint:
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      Add(op.name, Fact::kRenameTable);
      return;
    default:
      return;
  }
}

void Meter::Measure(const DropObject& op) {
  effects_.loss = Loss::kDefinition;
  switch (op.object) {
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      for (const Name& name : op.names) Add(name, Fact::kDropTrigger);
      return;
    case ObjectKind::kMaterializedView:
    case ObjectKind::kView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
      for (const Name& name : op.names) Add(name, Fact::kDropTable);
      return;
    case ObjectKind::kSchema:
      if (op.cascade) effects_.loss = Loss::kData;
      effects_.known = !op.cascade;
      return;
    case ObjectKind::kDatabase:
      effects_.loss = Loss::kData;
      effects_.in_transaction = InTransaction::kRefused;
      return;
    default:
      effects_.known = !op.cascade;
  }
}

void Meter::Measure(const LockTable& op) {
  for (const Name& name : op.tables) {
    RelationEffect& item = Add(name, Fact::kLocked);
    item.lock = LockNamed(op.mode);
  }
}

void Meter::Measure(const Vacuum& op) {
  if (!op.analyze_only) effects_.in_transaction = InTransaction::kRefused;
  for (const Name& name : op.tables) {
    Add(name, op.full ? Fact::kVacuumFull : Fact::kVacuum);
  }
}

void Meter::Measure(const ServerCommand& op) {
  constexpr std::string_view kAlone[] = {"ALTER SYSTEM", "CREATE DATABASE",
                                         "DROP DATABASE", "CREATE TABLESPACE",
                                         "DROP TABLESPACE"};
  for (std::string_view what : kAlone) {
    if (op.what.starts_with(what)) {
      effects_.in_transaction = InTransaction::kRefused;
    }
  }
  if (op.what.starts_with("DROP")) effects_.loss = Loss::kData;
  effects_.known = !op.what.starts_with("DROP OWNED");
}

bool Meter::MeasureColumn(const Op& op) {
  switch (op.kind) {
    case OpKind::kAddColumn:
      Measure(To<AddColumn>(op));
      return true;
    case OpKind::kDropColumn:
      effects_.loss = Loss::kData;
      Add(To<DropColumn>(op).table, Fact::kDropColumn);
      return true;
    case OpKind::kAlterColumnType: {
      bool assumed = false;
      Fact fact = FactOf(To<AlterColumnType>(op), assumed);
      Add(To<AlterColumnType>(op).table, fact).assumed = assumed;
      return true;
    }
    case OpKind::kSetNotNull:
      Add(To<SetNotNull>(op).table, FactOf(To<SetNotNull>(op)));
      return true;
    case OpKind::kDropNotNull:
      Add(To<DropNotNull>(op).table, Fact::kDropNotNull);
      return true;
    case OpKind::kSetDefault:
      Add(To<SetDefault>(op).table, Fact::kSetDefault);
      return true;
    case OpKind::kDropDefault:
      Add(To<DropDefault>(op).table, Fact::kSetDefault);
      return true;
    case OpKind::kAlterGenerated: {
      const auto& alter = To<AlterGenerated>(op);
      bool rewrite = alter.change == GeneratedChange::kSetExpression;
      Add(alter.table, rewrite ? Fact::kSetExpression : Fact::kAlterIdentity);
      return true;
    }
    default:
      return false;
  }
}

// Long: one case for each kind of op.
bool Meter::MeasureTable(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateTable:
      Measure(To<CreateTable>(op));
      return true;
    case OpKind::kDropTable:
      Measure(To<DropTable>(op));
      return true;
    case OpKind::kAddConstraint:
      Measure(To<AddConstraint>(op));
      return true;
    case OpKind::kDropConstraint:
      Measure(To<DropConstraint>(op));
      return true;
    case OpKind::kValidateConstraint:
      Add(To<ValidateConstraint>(op).table, Fact::kValidateConstraint);
      return true;
    case OpKind::kAlterConstraint:
      Add(To<AlterConstraint>(op).table, Fact::kAlterConstraint);
      return true;
    case OpKind::kAttachPartition:
      Measure(To<AttachPartition>(op));
      return true;
    case OpKind::kDetachPartition:
      Measure(To<DetachPartition>(op));
      return true;
    case OpKind::kAlterTable:
      Add(To<AlterTable>(op).table, FactOf(To<AlterTable>(op)));
      return true;
    case OpKind::kRenameTable:
      Add(To<RenameTable>(op).table, Fact::kRenameTable);
      return true;
    case OpKind::kRenameColumn:
      Add(To<RenameColumn>(op).table, Fact::kRenameColumn);
      return true;
    case OpKind::kRenameObject:
      Measure(To<RenameObject>(op));
      return true;
    case OpKind::kSetSchema:
      if (To<SetSchema>(op).object == ObjectKind::kTable) {
        Add(To<SetSchema>(op).name, Fact::kSetSchema);
      }
      return true;
    case OpKind::kCreateIndex:
      Measure(To<CreateIndex>(op));
      return true;
    case OpKind::kDropIndex:
      Measure(To<DropIndex>(op));
      return true;
    case OpKind::kReindex:
      Measure(To<Reindex>(op));
      return true;
    default:
      return false;
  }
}

bool Meter::MeasureData(const Op& op) {
  switch (op.kind) {
    case OpKind::kInsert:
      Add(To<Insert>(op).table, Fact::kInsert);
      return true;
    case OpKind::kUpdate:
      effects_.loss = Loss::kData;
      Add(To<Update>(op).table, Fact::kUpdate);
      return true;
    case OpKind::kDelete:
      effects_.loss = Loss::kData;
      Add(To<Delete>(op).table, Fact::kDelete);
      return true;
    case OpKind::kTruncate:
      effects_.loss = Loss::kData;
      for (const Name& name : To<Truncate>(op).tables) {
        Add(name, Fact::kTruncate);
      }
      return true;
    case OpKind::kCopyData:
      if (To<CopyData>(op).from) Add(To<CopyData>(op).table, Fact::kInsert);
      return true;
    case OpKind::kLockTable:
      Measure(To<LockTable>(op));
      return true;
    case OpKind::kVacuum:
      Measure(To<Vacuum>(op));
      return true;
    case OpKind::kCluster:
      if (To<Cluster>(op).table.empty()) {
        effects_.in_transaction = InTransaction::kRefused;
      }
      Add(To<Cluster>(op).table, Fact::kCluster);
      return true;
    default:
      return false;
  }
}

void Meter::MeasureRest(const Op& op) {
  switch (op.kind) {
    case OpKind::kRefreshView: {
      const auto& refresh = To<RefreshView>(op);
      RelationEffect& item =
          Add(refresh.view, refresh.concurrently ? Fact::kRefreshConcurrently
                                                 : Fact::kRefreshView);
      if (!refresh.with_data) item.work = Work::kInstant;
      return;
    }
    case OpKind::kCreateTrigger:
      Add(To<CreateTrigger>(op).table, Fact::kCreateTrigger);
      return;
    case OpKind::kCreatePolicy:
      Add(To<CreatePolicy>(op).table, Fact::kCreatePolicy);
      return;
    case OpKind::kDropObject:
      Measure(To<DropObject>(op));
      return;
    case OpKind::kServerCommand:
      Measure(To<ServerCommand>(op));
      return;
    case OpKind::kAddEnumValue:
      if (pg_version_ < 12) effects_.in_transaction = InTransaction::kRefused;
      return;
    case OpKind::kAlterDomain:
    case OpKind::kDoBlock:
    case OpKind::kCallProcedure:
    case OpKind::kUnknown:
      effects_.known = false;
      return;
    default:
      return;
  }
}

Effects Meter::Measure(const Op& op) {
  if (!MeasureColumn(op) && !MeasureTable(op) && !MeasureData(op)) {
    MeasureRest(op);
  }
  return effects_;
}

}  // namespace interlock::sql
