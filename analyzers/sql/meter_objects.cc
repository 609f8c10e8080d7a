// SPDX-License-Identifier: Apache-2.0
// Indexes, views, domains, triggers and what else hangs on tables.
#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {

// Relations that a query reads; views lead to what they read in turn.
void Meter::Read(std::span<const Name> names, Work work) {
  std::vector<const Relation*> views;
  auto read = [&](const Name& name, const Relation* relation) {
    if (relation == nullptr) return;
    bool again = std::ranges::any_of(
        effects_.list.all(),
        [&](const RelationEffect& item) { return item.relation == relation; });
    if (again) return;
    AddRelation(*relation, Fact::kReadRows, name.span).work = work;
    if (work == Work::kInstant) return;
    if (relation->kind == RelationKind::kView) views.push_back(relation);
    if (HasChildren(*relation)) Spread(effects_.list.all().back());
  };
  for (const Name& name : names) read(name, view_.Find(name));
  for (size_t at = 0; at < views.size() && at < 256; ++at) {
    const ViewVersion* version = views[at]->parts->views;
    while (version != nullptr && version->when >= view_.time()) {
      version = version->next;
    }
    if (version == nullptr) continue;
    View then = view_.Just(version->when);
    for (const Name& name : version->def->reads) read(name, then.Find(name));
  }
}

void Meter::Measure(const CreateIndex& op) {
  Fact fact = Fact::kCreateIndex;
  if (op.concurrently) {
    fact = Fact::kCreateIndexConcurrently;
    effects_.in_transaction = InTransaction::kRefused;
  }
  const Relation* table = view_.Find(op.table);
  bool partitioned = table != nullptr && table->partitioned;
  if (op.only && partitioned && !op.concurrently) {
    fact = Fact::kCreateIndexOnly;
  }
  RelationEffect item = AddTo(op.table, table, fact);
  if (table == nullptr) return;
  if (op.if_not_exists && !op.name.empty() &&
      view_.Find(view_.NameOf(*table).schema, op.name.text) != nullptr) {
    effects_.list.all().front().work = Work::kInstant;
    return;
  }
  if (partitioned && !op.only) Spread(item);
}

// Indexes of the table that are made anew, each under a lock of its own.
void Meter::RebuildIndexes(RelationEffect& item) {
  size_t before = effects_.indexes.size();
  AddIndexes(*item.relation, Lock::kAccessExclusive, true);
  bool none = effects_.indexes.size() == before;
  if (none && view_.Trusts(*item.relation)) item.work = Work::kInstant;
}

// An index, or all of a table; of a partitioned one those of its partitions.
void Meter::Measure(const Reindex& op) {
  const Relation* named = view_.Find(op.name);
  const Relation* table = named;
  if (named != nullptr && named->table != nullptr) table = named->table;
  bool several = table != nullptr && table->partitioned;
  bool single =
      op.object == ObjectKind::kIndex || op.object == ObjectKind::kTable;
  if (op.concurrently || several || !single) {
    effects_.in_transaction = InTransaction::kRefused;
  }
  Fact fact = op.concurrently ? Fact::kReindexConcurrently : Fact::kReindex;
  if (!single && full()) {
    effects_.known = false;
    return;
  }
  if (table != nullptr && table != named) {
    AddRelation(*table, fact, op.name.span);
  } else {
    AddTo(op.name, table, fact);
  }
  if (named == nullptr || !full()) return;
  if (several) {
    for (const Relation* child : Below(*table)) {
      if (child->partitioned) continue;
      RelationEffect& part = AddRelation(*child, fact, op.name.span);
      // To list them, the server locks all of them as strongly for a moment.
      part.lock = Lock::kShare;
      if (named == table) RebuildIndexes(part);
    }
    if (named != table) RebuildParts(*named);
    return;
  }
  if (named != table) {
    AddIndex(*named, Lock::kAccessExclusive, true);
    return;
  }
  RebuildIndexes(effects_.list.all().front());
}

// The indexes that make up one of a partitioned table.
void Meter::RebuildParts(const Relation& index) {
  for (const Relation* child : Below(*index.table)) {
    view_.EachAnyIndex(*child, [&](const Relation& part) {
      const Relation* up = &part;
      for (int depth = 0; up != nullptr && depth < 16; ++depth) {
        if (up == &index && !child->partitioned) {
          AddIndex(part, Lock::kAccessExclusive, true);
        }
        up = up->parts == nullptr ? nullptr : up->parts->index_parent;
      }
    });
  }
}

// Every table with a column of the domain, or of a domain over it, is read.
void Meter::Measure(const AlterDomain& op) {
  bool checks =
      op.change == DomainChange::kSetNotNull ||
      op.change == DomainChange::kValidateConstraint ||
      (op.change == DomainChange::kAddConstraint && !op.constraint.not_valid);
  if (!checks) return;
  const TypeFact* domain = view_.FindType(op.domain.schema, op.domain.name);
  if (domain == nullptr || domain->assumed) {
    effects_.known = false;
    if (domain == nullptr) return;
  }
  std::vector<const Object*> types = {domain};
  for (size_t at = 0; at < types.size() && at < 256; ++at) {
    bool whole = view_.EachDependent(*types[at], [&](const Dependent& link) {
      if (link.bond == Bond::kBuiltOn && link.who->thing == Thing::kType) {
        types.push_back(link.who);
      }
      if (link.bond != Bond::kColumnType) return;
      const auto& relation = static_cast<const Relation&>(*link.who);
      bool table = relation.kind == RelationKind::kTable ||
                   relation.kind == RelationKind::kMaterializedView;
      if (!table) return;
      RelationEffect item =
          AddRelation(relation, Fact::kDomainCheck, op.domain.span);
      if (relation.partitioned) Spread(item);
    });
    effects_.known &= whole;
  }
}

void Meter::Measure(const CreateView& op) {
  if (!full()) return;
  const Relation* there = view_.Find(op.view);
  if (there != nullptr && op.if_not_exists) return;
  if (there != nullptr && op.or_replace) {
    AddTo(op.view, there, Fact::kReplaceView);
  }
  bool fills = op.materialized && op.with_data;
  Read(op.reads, fills ? Work::kQuery : Work::kInstant);
}

void Meter::Measure(const RefreshView& op) {
  const Relation* view = view_.Find(op.view);
  RelationEffect& item =
      AddTo(op.view, view,
            op.concurrently ? Fact::kRefreshConcurrently : Fact::kRefreshView);
  if (!op.with_data) item.work = Work::kInstant;
  if (!full() || view == nullptr) return;
  AddIndexes(*view,
             op.concurrently ? Lock::kRowExclusive : Lock::kAccessExclusive,
             !op.concurrently);
  if (!op.with_data || view->parts == nullptr) return;
  const ViewVersion* version = view->parts->views;
  if (version != nullptr) Read(version->def->reads, Work::kQuery);
}

void Meter::Measure(const AlterSequence& op) {
  const Relation* sequence = view_.Find(op.sequence);
  if (!full()) return;
  AddTo(op.sequence, sequence, Fact::kAlterSequence);
  if (!op.owner_table.empty()) Add(op.owner_table, Fact::kReadDefinition);
}

// Long: one case for each kind of op.
bool Meter::MeasureObject(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateIndex:
      Measure(To<CreateIndex>(op));
      return true;
    case OpKind::kDropIndex:
      Measure(To<DropIndex>(op));
      return true;
    case OpKind::kReindex:
      Measure(To<Reindex>(op));
      return true;
    case OpKind::kRefreshView:
      Measure(To<RefreshView>(op));
      return true;
    case OpKind::kCreateView:
      Measure(To<CreateView>(op));
      return true;
    case OpKind::kCreateTrigger: {
      const auto& trigger = To<CreateTrigger>(op);
      RelationEffect item = Add(trigger.table, Fact::kCreateTrigger);
      bool parts = item.relation != nullptr && item.relation->partitioned;
      if (trigger.for_each_row && parts) Spread(item);
      if (!trigger.references.empty() && full()) {
        Add(trigger.references, Fact::kReadDefinition);
      }
      return true;
    }
    case OpKind::kCreatePolicy:
      Add(To<CreatePolicy>(op).table, Fact::kCreatePolicy);
      return true;
    case OpKind::kAlterPolicy:
      Add(To<AlterPolicy>(op).table, Fact::kCreatePolicy);
      return true;
    case OpKind::kCreateRule:
      Add(To<CreateRule>(op).table, Fact::kCreatePolicy);
      return true;
    case OpKind::kDropObject:
      Measure(To<DropObject>(op));
      return true;
    case OpKind::kAlterDomain:
      Measure(To<AlterDomain>(op));
      return true;
    case OpKind::kCreateSequence:
      if (full() && !To<CreateSequence>(op).owner_table.empty()) {
        Add(To<CreateSequence>(op).owner_table, Fact::kReadDefinition);
      }
      return true;
    case OpKind::kAlterSequence:
      Measure(To<AlterSequence>(op));
      return true;
    case OpKind::kCreateStatistics:
      if (full()) Add(To<CreateStatistics>(op).table, Fact::kComment);
      return true;
    case OpKind::kCreatePublication:
      for (const Published& part : To<CreatePublication>(op).parts) {
        if (full() && !part.table.empty()) Add(part.table, Fact::kComment);
      }
      return true;
    case OpKind::kAlterPublication:
      for (const Published& part : To<AlterPublication>(op).parts) {
        if (full() && !part.table.empty()) Add(part.table, Fact::kComment);
      }
      return true;
    default:
      return false;
  }
}

}  // namespace interlock::sql
