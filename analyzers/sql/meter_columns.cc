// SPDX-License-Identifier: Apache-2.0
// Actions on columns, but for changes of their type.
#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {
namespace {

bool HasDefault(const ColumnDef& column) {
  return column.default_value().present() &&
         column.default_value().shape != ExprShape::kNull;
}

}  // namespace

Doubt Meter::DoubtOfDefault(const Expr& value, bool& rewrites) const {
  rewrites = false;
  if (value.shape != ExprShape::kOther) return Doubt::kNone;
  Doubt doubt = Doubt::kNone;
  for (const Name& name : value.functions()) {
    Answer answer = view_.IsVolatile(name);
    if (answer == Answer::kNo) continue;
    if (answer == Answer::kUnknown) {
      doubt = Doubt::kFunction;
      continue;
    }
    // The server puts the query of a simple SQL function in its place and
    // judges that.
    const Overload* made = view_.FindFunctions(name.schema, name.name);
    bool looks_through = false;
    for (; made != nullptr; made = made->next) {
      const FunctionVersion* version = view_.VersionOf(*made->function);
      looks_through |= version != nullptr && version->def->language == "sql";
    }
    if (looks_through) {
      doubt = Doubt::kBody;
      continue;
    }
    rewrites = true;
    return Doubt::kNone;
  }
  return doubt;
}

// Long: one case for each kind of column. Keys are not handed to children.
Fact Meter::FactOf(const AddColumn& op, Reach reach, Doubt& doubt) const {
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
  bool has_default = HasDefault(column);
  if (has_default) {
    bool rewrites = version() < 11;
    if (!rewrites) doubt = DoubtOfDefault(column.default_value(), rewrites);
    if (rewrites || doubt != Doubt::kNone) return Fact::kAddColumnVolatile;
  }
  Fact fact = has_default ? Fact::kAddColumnConstant : Fact::kAddColumn;
  // Without a default there is nothing but nulls, which the rows that are
  // there may not have.
  if (column.not_null && !column.default_value().present()) {
    fact = Fact::kAddColumnCheck;
  }
  for (const Constraint& constraint : column.constraints()) {
    switch (constraint.kind) {
      case ConstraintKind::kUnique:
      case ConstraintKind::kPrimaryKey:
        if (reach == Reach::kAlone) return Fact::kAddColumnUnique;
        break;
      case ConstraintKind::kCheck:
        if (constraint.enforced) fact = Fact::kAddColumnCheck;
        break;
      default:
        break;
    }
  }
  return fact;
}

void Meter::Measure(const AddColumn& op) {
  const Relation* table = view_.Find(op.table);
  if (op.if_not_exists && table != nullptr &&
      view_.HasColumn(*table, op.column.name.text) == Answer::kYes) {
    AddTo(op.table, table, Fact::kAddColumn);
    if (!op.only) Spread(effects_.list.all().front());
    return;
  }
  Doubt doubt = Doubt::kNone;
  Fact fact = FactOf(op, Reach::kAlone, doubt);
  RelationEffect item = AddTo(op.table, table, fact);
  if (doubt != Doubt::kNone) item.Assume(doubt);
  // Without a default every new value is null: nothing to look up. The server
  // asks only whether one is written: DEFAULT NULL makes it look through the
  // table, and then for no value in the other one.
  bool looks_up = op.column.default_value().present();
  bool finds = op.column.default_value().shape != ExprShape::kNull;
  for (const Constraint& constraint : op.column.constraints()) {
    if (constraint.references().empty()) continue;
    bool checks = looks_up && constraint.enforced;
    if (checks) item.work = std::max(item.work, Work::kScan);
    Referenced(constraint.references(), Fact::kAddForeignKeyNotValid,
               checks && finds ? Work::kScan : Work::kInstant);
  }
  effects_.list.all().front() = item;
  if (op.only || table == nullptr) return;
  if (!table->partitioned) {
    item.fact = FactOf(op, Reach::kChildren, doubt);
    item.work = InfoOf(item.fact).work;
  }
  Spread(item);
}

void Meter::Measure(const DropColumn& op) {
  effects_.loss = Loss::kData;
  const Relation* table = view_.Find(op.table);
  RelationEffect item = AddTo(op.table, table, Fact::kDropColumn);
  if (!full() || table == nullptr) return;
  std::vector<const Relation*> tables;
  if (op.only) {
    view_.EachChild(*table, [&](const PartitionLink& link) {
      AddRelation(*link.child, Fact::kDropColumn, op.table.span);
    });
  } else {
    Spread(item);
    tables = Below(*table);
  }
  tables.push_back(table);
  for (const Relation* each : tables) {
    // What would stand in the way goes with CASCADE alone.
    std::vector<Needer> needers = view_.NeedersOf(*each, op.column.text);
    std::erase_if(needers, [&](const Needer& needer) {
      return !op.cascade && needer.goes == Needer::Goes::kBlocks;
    });
    DropNeeders(needers, op.table.span);
  }
}

bool Meter::DroppedHere(const Relation& table,
                        const ConstraintFact& proof) const {
  for (const Op* other : setting_.statement) {
    if (const auto* drop = As<DropConstraint>(*other)) {
      const ConstraintFact* fact =
          setting_.start.FindConstraint(table, drop->constraint.text);
      if (fact == &proof) return true;
    }
  }
  return false;
}

// Constraints go first and are validated last, whatever is written.
bool Meter::ProvesNotNull(const Relation& table,
                          std::string_view column) const {
  if (version() < 12) return false;
  const ConstraintFact* proof = setting_.start.ProofOfNotNull(table, column);
  return proof != nullptr && !DroppedHere(table, *proof);
}

Fact Meter::FactOf(const SetNotNull& op) const {
  const Relation* table = view_.Find(op.table);
  if (table == nullptr) return Fact::kSetNotNull;
  if (StaysNotNull(*table, op.column.text)) return Fact::kSetNotNullAlready;
  return ProvesNotNull(*table, op.column.text) ? Fact::kSetNotNullProved
                                               : Fact::kSetNotNull;
}

// DROP NOT NULL of the same statement ran before.
bool Meter::StaysNotNull(const Relation& table, std::string_view column) const {
  return setting_.start.IsNotNull(table, column) == Answer::kYes &&
         view_.IsNotNull(table, column) != Answer::kNo;
}

void Meter::Measure(const SetNotNull& op) {
  Fact fact = FactOf(op);
  RelationEffect item = Add(op.table, fact);
  if (op.only || !full() || item.relation == nullptr) return;
  // Partitions have it, too; before 18, other children are gone through.
  bool ends = version() >= 18 || item.relation->partitioned;
  if (fact == Fact::kSetNotNullAlready && ends) return;
  for (const Relation* child : Below(*item.relation)) {
    bool holds = StaysNotNull(*child, op.column.text) ||
                 ProvesNotNull(*child, op.column.text);
    AddRelation(*child, holds ? Fact::kSetNotNullAlready : fact, op.table.span);
  }
}

void Meter::Measure(const AlterGenerated& op) {
  const Relation* table = view_.Find(op.table);
  bool rewrite = op.change == GeneratedChange::kSetExpression;
  if (rewrite && table != nullptr) {
    auto column = view_.FindColumn(*table, op.column.text);
    rewrite = !column || column->generated != Generated::kVirtual;
  }
  RelationEffect item = AddTo(
      op.table, table, rewrite ? Fact::kSetExpression : Fact::kAlterIdentity);
  bool identity = op.change != GeneratedChange::kSetExpression &&
                  op.change != GeneratedChange::kDropExpression;
  // Partitions share the identity of their table since 17.
  bool spreads =
      !identity || (version() >= 17 && table != nullptr && table->partitioned);
  if (spreads && !op.only) Spread(item);
}

// Long: one case for each kind of op.
bool Meter::MeasureColumn(const Op& op) {
  RelationEffect item;
  switch (op.kind) {
    case OpKind::kAddColumn:
      Measure(To<AddColumn>(op));
      return true;
    case OpKind::kDropColumn:
      Measure(To<DropColumn>(op));
      return true;
    case OpKind::kAlterColumnType:
      Measure(To<AlterColumnType>(op));
      return true;
    case OpKind::kSetNotNull:
      Measure(To<SetNotNull>(op));
      return true;
    case OpKind::kDropNotNull:
      item = Add(To<DropNotNull>(op).table, Fact::kDropNotNull);
      break;
    case OpKind::kSetDefault:
      item = Add(To<SetDefault>(op).table, Fact::kSetDefault);
      break;
    case OpKind::kDropDefault:
      item = Add(To<DropDefault>(op).table, Fact::kSetDefault);
      break;
    case OpKind::kAlterGenerated:
      Measure(To<AlterGenerated>(op));
      return true;
    default:
      return false;
  }
  if (!op.only) Spread(item);
  return true;
}

}  // namespace interlock::sql
