// SPDX-License-Identifier: Apache-2.0
// What is touched, and the tables and indexes around it.
#include "analyzers/sql/meter.h"

#include <algorithm>

namespace interlock::sql {
namespace {

bool Has(const std::vector<const Relation*>& list, const Relation* one) {
  return std::ranges::find(list, one) != list.end();
}

}  // namespace

RelationEffect& EffectList::Add(const RelationEffect& item) {
  if (more_.empty() && count_ < kFirst) return first_[count_++] = item;
  if (more_.empty()) more_.assign(first_.begin(), first_.end());
  return more_.emplace_back(item);
}

RelationEffect& Meter::AddTo(const Name& name, const Relation* relation,
                             Fact fact) {
  const FactInfo& info = InfoOf(fact);
  return effects_.list.Add({name, relation, info.lock, info.work, fact});
}

RelationEffect& Meter::AddRelation(const Relation& relation, Fact fact,
                                   Span span) {
  QualifiedName name = view_.NameOf(relation);
  return AddTo({name.schema, name.name, span}, &relation, fact);
}

bool Meter::HasChildren(const Relation& relation) const {
  bool any = false;
  view_.EachChild(relation, [&](const PartitionLink&) { any = true; });
  return any;
}

std::vector<const Relation*> Meter::Below(const Relation& top) const {
  std::vector<const Relation*> found = {&top};
  for (size_t at = 0; at < found.size() && at < kMaxParts; ++at) {
    view_.EachChild(*found[at], [&](const PartitionLink& link) {
      // Lists are short, or parts of one partitioned table, each once.
      bool again = !link.is_partition && Has(found, link.child);
      if (!again && found.size() < kMaxParts) found.push_back(link.child);
    });
  }
  found.erase(found.begin());
  return found;
}

void Meter::Spread(RelationEffect item) {
  if (!full() || item.relation == nullptr) return;
  for (const Relation* child : Below(*item.relation)) {
    QualifiedName name = view_.NameOf(*child);
    RelationEffect copy = item;
    copy.name = {name.schema, name.name, item.name.span};
    copy.relation = child;
    effects_.list.Add(copy);
  }
}

void Meter::AddIndex(const Relation& index, Lock lock, bool rebuilt) {
  if (full()) effects_.indexes.push_back({&index, lock, rebuilt});
}

void Meter::AddIndexes(const Relation& table, Lock lock, bool rebuilt) {
  if (!full()) return;
  setting_.start.EachAnyIndex(
      table, [&](const Relation& index) { AddIndex(index, lock, rebuilt); });
}

Effects Meter::Measure(const Op& op) {
  bool found = MeasureColumn(op) || MeasureTable(op) || MeasureObject(op) ||
               MeasureData(op);
  if (!found && op.kind == OpKind::kUnknown) effects_.known = false;
  if (!full()) return std::move(effects_);
  // A new file for a table is a new file for each of its indexes.
  for (RelationEffect& item : effects_.list.all()) {
    if (item.relation == nullptr) continue;
    bool stored = !item.relation->partitioned;
    bool moves = item.fact == Fact::kSetTablespace;  // indexes stay
    if (stored && item.work == Work::kRewrite && !moves) {
      AddIndexes(*item.relation, Lock::kAccessExclusive, true);
    }
    if (!stored && item.work >= Work::kScan && item.work < Work::kUnknown) {
      item.work = Work::kInstant;
    }
  }
  return std::move(effects_);
}

}  // namespace interlock::sql
