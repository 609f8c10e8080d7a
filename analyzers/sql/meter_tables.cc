// SPDX-License-Identifier: Apache-2.0
// Tables as a whole, and their partitions.
#include <algorithm>

#include "analyzers/sql/bound_proof.h"
#include "analyzers/sql/meter.h"

namespace interlock::sql {
namespace {

constexpr int kMaxAbove = 16;  // tables, each part of the next

}  // namespace

// The item at `at` and what lies below it are read, each unless its CHECKs, or
// those of the top, say enough.
template <class F>
void Meter::SpreadUnproved(size_t at, F proves) {
  auto judge = [&](RelationEffect& item) {
    Answer answer = proves(*item.relation);
    if (answer == Answer::kYes) item.work = Work::kInstant;
    if (answer == Answer::kUnknown) item.Assume(Doubt::kProof);
    return answer;
  };
  RelationEffect& top = effects_.list.all()[at];
  if (top.relation == nullptr) return;
  bool all = judge(top) == Answer::kYes;
  if (!full()) return;
  RelationEffect item = top;
  item.work = all ? Work::kInstant : InfoOf(item.fact).work;
  item.assumed = false;
  item.doubt = Doubt::kNone;
  for (const Relation* child : Below(*item.relation)) {
    QualifiedName name = view_.NameOf(*child);
    RelationEffect copy = item;
    copy.name = {name.schema, name.name, item.name.span};
    copy.relation = child;
    if (!all && !child->partitioned) judge(copy);
    effects_.list.Add(copy);
  }
}

void Meter::DefaultPartition(const Relation& parent,
                             const PartitionBound& bound, Span span) {
  const Relation* rest = view_.DefaultPartition(parent);
  if (rest == nullptr) return;
  size_t at = effects_.list.all().size();
  AddRelation(*rest, Fact::kDefaultPartition, span);
  SpreadUnproved(at, [&](const Relation& rows) {
    return ProvesOutside(view_, rows, parent, bound, view_.time());
  });
}

// Their bounds hold for the new partition, too.
void Meter::ReadAbove(const Relation& relation, Span span) {
  const Relation* at = &relation;
  for (int depth = 0; depth < kMaxAbove && at != nullptr; ++depth) {
    const Relation* up = nullptr;
    view_.EachParent(*at, [&](const PartitionLink& link) {
      if (link.is_partition) up = link.parent;
    });
    if (up != nullptr) AddRelation(*up, Fact::kReadDefinition, span);
    at = up;
  }
}

// Without a CHECK nothing is proved.
Answer Meter::UnlessChecked(const Relation& rows) const {
  bool checked = false;
  view_.EachConstraint(rows, [&](const ConstraintFact& fact) {
    bool check = fact.def->kind == ConstraintKind::kCheck;
    checked |= check && view_.IsValid(fact);
  });
  return checked ? Answer::kUnknown : Answer::kNo;
}

// Into the bound, and into those of the tables that the parent is part of.
Answer Meter::FitsIn(const Relation& rows, const Relation& parent,
                     const PartitionBound& bound) const {
  Answer all = ProvesBound(view_, rows, parent, bound, view_.time());
  const Relation* at = &parent;
  for (int depth = 0; depth < kMaxAbove && all != Answer::kNo; ++depth) {
    const PartitionLink* up = nullptr;
    view_.EachParent(*at, [&](const PartitionLink& link) {
      if (link.is_partition) up = &link;
    });
    if (up == nullptr) break;
    Answer one = up->bound == nullptr ? Answer::kUnknown
                                      : ProvesBound(view_, rows, *up->parent,
                                                    *up->bound, up->from);
    if (one != Answer::kYes) all = one;
    at = up->parent;
  }
  return all;
}

void Meter::Measure(const CreateTable& op) {
  const Relation* there = view_.Find(op.table);
  if (op.if_not_exists && there != nullptr) return;
  auto reference = [&](const Constraint& constraint) {
    const Name& name = constraint.references();
    if (name.empty()) return;
    bool self = name.name == op.table.name && name.schema == op.table.schema;
    if (!self) Referenced(name, Fact::kReferencedByNew, Work::kInstant);
  };
  for (const ColumnDef& column : op.columns) {
    for (const Constraint& constraint : column.constraints()) {
      reference(constraint);
    }
  }
  for (const Constraint& constraint : op.constraints) reference(constraint);
  const Name& parent = op.origin->partition_of;
  if (!parent.empty()) {
    RelationEffect item = Add(parent, Fact::kCreatePartition);
    if (item.relation != nullptr) {
      if (!op.origin->partition_is_default) {
        DefaultPartition(*item.relation, *op.origin->bound, parent.span);
      }
      if (full()) {
        view_.EachConstraint(*item.relation, [&](const ConstraintFact& fact) {
          DropKeyTo(fact, Fact::kReferencedByNew);
        });
      }
    }
  }
  for (const Name& name : op.origin->inherits) {
    if (full()) Add(name, Fact::kInherited);
  }
  for (const Name& name : op.origin->likes) {
    if (full()) Add(name, Fact::kReadDefinition);
  }
  if (full() && op.as_query) {
    Read(op.origin->reads, op.with_data ? Work::kQuery : Work::kInstant);
  }
}

void Meter::AttachIndex(const AttachPartition& op) {
  const Relation* index = view_.Find(op.table);
  const Relation* part = view_.Find(op.partition);
  if (!full() || index == nullptr || part == nullptr) {
    AddTo(op.table, nullptr, Fact::kAttachPartition);
    return;
  }
  AddIndex(*index, Lock::kShareUpdateExclusive, false);
  AddIndex(*part, Lock::kAccessExclusive, false);
  for (const Relation* one : {index, part}) {
    if (one->table != nullptr) {
      AddRelation(*one->table, Fact::kReadDefinition, op.span);
    }
  }
}

void Meter::Measure(const AttachPartition& op) {
  if (op.index) return AttachIndex(op);
  RelationEffect parent = Add(op.table, Fact::kAttachPartition);
  const Relation* child = view_.Find(op.partition);
  AddTo(op.partition, child, Fact::kAttachedPartition);
  SpreadUnproved(1, [&](const Relation& rows) {
    if (parent.relation == nullptr) return UnlessChecked(rows);
    return FitsIn(rows, *parent.relation, *op.bound);
  });
  if (parent.relation == nullptr) return;
  if (full()) ReadAbove(*parent.relation, op.span);
  if (!op.is_default) DefaultPartition(*parent.relation, *op.bound, op.span);
  if (!full()) return;
  view_.EachConstraint(*parent.relation, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kForeignKey || fact.hidden) return;
    if (fact.references == nullptr) return;
    AddRelation(*fact.references, Fact::kAddForeignKey, op.span);
    RelationEffect& attached = effects_.list.all()[1];
    attached.work = Work::kScan;  // looked up for the key anyway
    attached.assumed = false;
    attached.doubt = Doubt::kNone;
  });
  view_.EachAnyIndex(*parent.relation, [&](const Relation& index) {
    AddIndex(index, Lock::kShareUpdateExclusive, false);
  });
}

void Meter::Measure(const DetachPartition& op) {
  bool soft = op.concurrently || op.finalize;
  if (op.concurrently) effects_.in_transaction = InTransaction::kRefused;
  Fact fact = soft ? Fact::kDetachConcurrently : Fact::kDetachPartition;
  RelationEffect parent = Add(op.table, fact);
  RelationEffect& part = Add(op.partition, fact);
  // At the end, once nobody uses the partition through its parent.
  if (soft) part.lock = Lock::kAccessExclusive;
  if (soft || parent.relation == nullptr || !full()) return;
  const Relation* rest = view_.DefaultPartition(*parent.relation);
  if (rest != nullptr) AddRelation(*rest, fact, op.span);
  view_.EachConstraint(*parent.relation, [&](const ConstraintFact& key) {
    if (key.def->kind != ConstraintKind::kForeignKey || key.hidden) return;
    if (key.references == nullptr) return;
    AddRelation(*key.references, Fact::kReferencedByNew, op.span);
  });
}

// Long: one case for each kind of change.
Fact Meter::FactOf(const AlterTable& op) {
  switch (op.change) {
    case TableChange::kSetLogged:
    case TableChange::kSetUnlogged:
      return Fact::kSetLogged;
    case TableChange::kSetTablespace:
      return Fact::kSetTablespace;
    case TableChange::kSetAccessMethod:
      return Fact::kSetAccessMethod;
    case TableChange::kStatistics:
    case TableChange::kColumnOptions:
    case TableChange::kResetColumnOptions:
    case TableChange::kClusterOn:
    case TableChange::kSetWithoutCluster:
      return Fact::kTableOptions;
    case TableChange::kSetOptions:
    case TableChange::kResetOptions: {
      // Few options change what running statements see.
      constexpr std::string_view kStrong[] = {
          "user_catalog_table", "security_barrier",
          "security_invoker",   "check_option",
          "fastupdate",         "autosummarize",
          "pages_per_range",    "gin_pending_list_limit",
          "buffering"};
      for (const Option& option : op.options) {
        if (std::ranges::find(kStrong, option.name.text) != std::end(kStrong)) {
          return Fact::kTableOther;
        }
      }
      return Fact::kTableOptions;
    }
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

// Nothing was ever said of another way to store it.
bool Meter::IsHeap(const Relation& relation) const {
  bool plain =
      relation.def == nullptr || relation.def->origin->access_method.empty();
  return plain && !relation.assumed && view_.Trusts(relation) &&
         view_.Said(relation, Trait::kAccessMethod) == nullptr;
}

// They are logged or not as their table is.
void Meter::OwnedSequences(const Relation& table, Fact fact, Span span) {
  view_.EachDependent(table, [&](const Dependent& link) {
    if (link.bond != Bond::kOwned || link.who->thing != Thing::kRelation) {
      return;
    }
    const auto& sequence = static_cast<const Relation&>(*link.who);
    AddRelation(sequence, fact, span).work = Work::kInstant;
  });
}

// As last said; "" where nothing was.
std::string_view Meter::TablespaceOf(const Relation& relation) const {
  if (const Note* said = view_.Said(relation, Trait::kTablespace)) {
    return said->value;
  }
  if (relation.def != nullptr) return relation.def->origin->tablespace.text;
  if (relation.index != nullptr) return relation.index->parts->tablespace.text;
  return {};
}

bool Meter::LiesIn(const Relation& relation,
                   std::string_view tablespace) const {
  bool sure = !relation.assumed && view_.Trusts(relation);
  return sure && TablespaceOf(relation) == tablespace;
}

// Partitions have copies of their table's row triggers, and of those that the
// server makes for foreign keys.
bool Meter::HasRowTrigger(const AlterTable& op,
                          const Relation& relation) const {
  bool any = false;
  view_.EachTrigger(relation, [&](const TriggerFact& trigger) {
    bool meant =
        op.argument.empty() || view_.NameOf(trigger) == op.argument.text;
    any |= meant && trigger.def->for_each_row;
  });
  bool all = op.change == TableChange::kEnableTriggerAll ||
             op.change == TableChange::kDisableTriggerAll;
  if (!all) return any;
  view_.EachConstraint(relation, [&](const ConstraintFact& fact) {
    any |= fact.def->kind == ConstraintKind::kForeignKey;
  });
  return any;
}

// Long: one case for each kind of change.
void Meter::Measure(const AlterTable& op) {
  const Relation* relation = view_.Find(op.table);
  Fact fact = FactOf(op);
  if (relation != nullptr && relation->kind == RelationKind::kIndex) {
    if (!full()) {
      AddTo(op.table, nullptr, fact);
      return;
    }
    bool moves = op.change == TableChange::kSetTablespace;
    bool maybe = moves && op.argument.text == "pg_default" &&
                 TablespaceOf(*relation).empty();
    if (maybe) effects_.known = false;
    AddIndex(*relation, InfoOf(fact).lock,
             moves && !relation->partitioned &&
                 !LiesIn(*relation, op.argument.text));
    return;
  }
  bool view = relation != nullptr && relation->kind == RelationKind::kView;
  if (view) fact = Fact::kTableOther;
  RelationEffect item = AddTo(op.table, relation, fact);
  if (relation == nullptr) return;
  RelationEffect& first = effects_.list.all().front();
  switch (op.change) {
    case TableChange::kSetLogged:
    case TableChange::kSetUnlogged: {
      Persistence wanted = op.change == TableChange::kSetLogged
                               ? Persistence::kPermanent
                               : Persistence::kUnlogged;
      bool same = view_.PersistenceOf(*relation) == wanted;
      if (same && view_.Trusts(*relation) && !relation->assumed) {
        first.work = Work::kInstant;
        return;
      }
      if (full() && version() >= 15) OwnedSequences(*relation, fact, op.span);
      return;
    }
    case TableChange::kSetTablespace:
      if (LiesIn(*relation, op.argument.text)) {
        first.work = Work::kInstant;
      } else if (op.argument.text == "pg_default" &&
                 TablespaceOf(*relation).empty()) {
        first.Assume(Doubt::kParts);  // it may be the database's own
      }
      return;
    case TableChange::kSetAccessMethod:
      if (op.argument.text == "heap" && IsHeap(*relation)) {
        first.work = Work::kInstant;
      }
      return;
    case TableChange::kStatistics:
    case TableChange::kStorage:
      if (!op.only) Spread(item);
      return;
    case TableChange::kInherit:
      if (full()) Add(op.other, Fact::kInherited);
      return;
    case TableChange::kNoInherit:
      if (full()) Add(op.other, Fact::kReadDefinition);
      return;
    default:
      break;
  }
  bool clusters = op.change == TableChange::kClusterOn;
  bool identifies =
      op.change == TableChange::kReplicaIdentity && op.replica_identity == 'i';
  if ((clusters || identifies) && full()) {
    const Relation* index =
        view_.Find(view_.NameOf(*relation).schema, op.argument.text);
    if (index != nullptr) {
      AddIndex(*index, clusters ? Lock::kShareUpdateExclusive : Lock::kShare,
               false);
    }
  }
  if (fact == Fact::kTableTrigger && relation->partitioned && !op.only &&
      HasRowTrigger(op, *relation)) {
    Spread(item);
  }
}

void Meter::Measure(const RenameObject& op) {
  const Relation* relation = nullptr;
  switch (op.object) {
    case ObjectKind::kIndex:
      relation = view_.Find(op.name);
      if (full() && relation != nullptr) {
        AddIndex(*relation,
                 op.written_as_table ? Lock::kAccessExclusive
                                     : Lock::kShareUpdateExclusive,
                 false);
        return;
      }
      AddTo(op.name, nullptr,
            op.written_as_table ? Fact::kRenameTable : Fact::kRenameIndex);
      return;
    case ObjectKind::kConstraint: {
      RelationEffect item = Add(op.name, Fact::kRenameTable);
      if (item.relation == nullptr) return;
      const ConstraintFact* fact =
          view_.FindConstraint(*item.relation, op.part.text);
      bool handed = fact != nullptr && !fact->def->no_inherit &&
                    (fact->def->kind == ConstraintKind::kCheck ||
                     fact->def->kind == ConstraintKind::kNotNull);
      if (handed && !op.only) Spread(item);
      if (fact != nullptr && fact->index != nullptr && full()) {
        AddIndex(*fact->index, Lock::kAccessExclusive, false);
      }
      return;
    }
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      Add(op.name, Fact::kRenameTable);
      return;
    default:
      return;
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
      Measure(To<ValidateConstraint>(op));
      return true;
    case OpKind::kAlterConstraint:
      Measure(To<AlterConstraint>(op));
      return true;
    case OpKind::kAttachPartition:
      Measure(To<AttachPartition>(op));
      return true;
    case OpKind::kDetachPartition:
      Measure(To<DetachPartition>(op));
      return true;
    case OpKind::kAlterTable:
      Measure(To<AlterTable>(op));
      return true;
    case OpKind::kRenameTable:
      Add(To<RenameTable>(op).table, Fact::kRenameTable);
      return true;
    case OpKind::kRenameColumn: {
      RelationEffect item =
          Add(To<RenameColumn>(op).table, Fact::kRenameColumn);
      if (!op.only) Spread(item);
      return true;
    }
    case OpKind::kRenameObject:
      Measure(To<RenameObject>(op));
      return true;
    case OpKind::kSetSchema:
      switch (To<SetSchema>(op).object) {
        case ObjectKind::kTable:
        case ObjectKind::kView:
        case ObjectKind::kMaterializedView:
        case ObjectKind::kSequence:
        case ObjectKind::kForeignTable:
          Add(To<SetSchema>(op).name, Fact::kSetSchema);
          break;
        default:
          break;
      }
      return true;
    default:
      return false;
  }
}

}  // namespace interlock::sql
