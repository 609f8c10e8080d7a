// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/statement_effects.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace interlock::sql {
namespace {

constexpr size_t kMaxFamily = 1024;

// Of an action of ALTER TABLE; null for other ops.
const Name* AlteredTable(const Op& op) {
  switch (op.kind) {
    case OpKind::kAddConstraint:
      return &static_cast<const AddConstraint&>(op).table;
    case OpKind::kDropConstraint:
      return &static_cast<const DropConstraint&>(op).table;
    case OpKind::kValidateConstraint:
      return &static_cast<const ValidateConstraint&>(op).table;
    case OpKind::kAlterConstraint:
      return &static_cast<const AlterConstraint&>(op).table;
    case OpKind::kAddColumn:
      return &static_cast<const AddColumn&>(op).table;
    case OpKind::kDropColumn:
      return &static_cast<const DropColumn&>(op).table;
    case OpKind::kAlterColumnType:
      return &static_cast<const AlterColumnType&>(op).table;
    case OpKind::kSetNotNull:
      return &static_cast<const SetNotNull&>(op).table;
    case OpKind::kDropNotNull:
      return &static_cast<const DropNotNull&>(op).table;
    case OpKind::kSetDefault:
      return &static_cast<const SetDefault&>(op).table;
    case OpKind::kDropDefault:
      return &static_cast<const DropDefault&>(op).table;
    case OpKind::kAlterGenerated:
      return &static_cast<const AlterGenerated&>(op).table;
    case OpKind::kAlterTable:
      return &static_cast<const AlterTable&>(op).table;
    default:
      return nullptr;
  }
}

class Gatherer {
 public:
  void Add(const Effects& effects) {
    all_.known &= effects.known;
    all_.loss = std::max(all_.loss, effects.loss);
    all_.in_transaction = std::max(all_.in_transaction, effects.in_transaction);
    for (const RelationEffect& item : effects.relations()) Add(item);
    for (const IndexEffect& item : effects.indexes) Add(item);
  }

  StatementEffects Take() { return std::move(all_); }

 private:
  void Add(const RelationEffect& item) {
    Key key = item.relation != nullptr
                  ? Key{item.relation, {}, {}}
                  : Key{nullptr, item.name.schema, item.name.name};
    auto [at, fresh] = relations_.try_emplace(key, all_.relations.size());
    if (fresh) {
      all_.relations.push_back(item);
      return;
    }
    RelationEffect& merged = all_.relations[at->second];
    bool longer = item.work > merged.work;
    // What is certain and as bad leaves no doubt of the rest.
    if (longer || (item.work == merged.work && !item.assumed)) {
      merged.work = item.work;
      merged.fact = item.fact;
      merged.assumed = item.assumed;
      merged.doubt = item.doubt;
    }
    merged.lock = std::max(merged.lock, item.lock);
  }

  void Add(const IndexEffect& item) {
    auto [at, fresh] = indexes_.try_emplace(item.index, all_.indexes.size());
    if (fresh) {
      all_.indexes.push_back(item);
      return;
    }
    IndexEffect& merged = all_.indexes[at->second];
    merged.lock = std::max(merged.lock, item.lock);
    merged.rebuilt |= item.rebuilt;
  }

  // By identity, or by the name of what the catalog does not know.
  using Key = std::tuple<const Relation*, std::string_view, std::string_view>;

  StatementEffects all_;
  std::map<Key, size_t> relations_;
  std::unordered_map<const Relation*, size_t> indexes_;
};

// The tables below it, itself first.
std::vector<const Relation*> Family(const View& view, const Relation& top) {
  std::vector<const Relation*> found = {&top};
  for (size_t at = 0; at < found.size(); ++at) {
    view.EachChild(*found[at], [&](const PartitionLink& link) {
      if (found.size() < kMaxFamily) found.push_back(link.child);
    });
  }
  return found;
}

Lock LockOn(const StatementEffects& all, const Relation& relation) {
  Lock lock = Lock::kNone;
  for (const RelationEffect& item : all.relations) {
    if (item.relation == &relation) lock = std::max(lock, item.lock);
  }
  return lock;
}

// Children that an action looks at are locked as the whole statement locks
// their table, whatever the action itself needs.
void RaiseChildren(StatementEffects& all, const Relation& table,
                   const View& view, Lock lock) {
  std::vector<const Relation*> family = Family(view, table);
  for (RelationEffect& item : all.relations) {
    bool plain = item.lock == InfoOf(item.fact).lock && item.lock < lock;
    if (plain && std::ranges::find(family, item.relation) != family.end()) {
      item.lock = lock;
    }
  }
}

// The index that a table is clustered on is locked likewise.
void RaiseClustered(StatementEffects& all, const Relation& table,
                    std::string_view index, const View& view, Lock lock) {
  for (IndexEffect& item : all.indexes) {
    bool meant =
        item.index->table == &table && view.NameOf(*item.index).name == index;
    if (meant) item.lock = std::max(item.lock, lock);
  }
}

// What one action alone does not tell.
void Settle(StatementEffects& all, std::span<const Op* const> statement,
            const Encounter& at) {
  if (statement.size() < 2) return;
  View end = at.view.Just(at.view.time() + static_cast<Time>(statement.size()));
  for (IndexEffect& item : all.indexes) {
    if (!item.rebuilt || item.index->AliveAt(end.time())) continue;
    QualifiedName name = at.view.NameOf(*item.index);
    // Dropped before the table is written, and not made again.
    item.rebuilt = end.Find(name.schema, name.name) != nullptr;
  }
  const Name* name = AlteredTable(*statement.front());
  const Relation* table = name == nullptr ? nullptr : at.view.Find(*name);
  if (table == nullptr) return;
  Lock lock = LockOn(all, *table);
  if (all.relations.size() > 1) RaiseChildren(all, *table, at.view, lock);
  for (const Op* op : statement) {
    const auto* alter = As<AlterTable>(*op);
    if (alter == nullptr || alter->change != TableChange::kClusterOn) continue;
    RaiseClustered(all, *table, alter->argument.text, at.view, lock);
  }
}

// Nobody else can see it, or there is nothing in it to work on.
bool Waits(const RelationEffect& item, const Encounter& at) {
  if (item.relation == nullptr) return true;
  bool new_here = at.transaction.InTransaction() &&
                  item.relation->born >= at.transaction.since(at.view.time()) &&
                  !item.relation->assumed;
  return !new_here;
}

}  // namespace

StatementEffects EffectsOf(std::span<const Op* const> statement,
                           const Encounter& at) {
  Gatherer gatherer;
  bool block =
      !statement.empty() && statement.front()->kind == OpKind::kDoBlock;
  for (size_t i = 0; i < statement.size(); ++i) {
    View view = at.view.Just(at.view.time() + static_cast<Time>(i));
    View start = block ? view : at.view;
    auto ops = block ? statement.subspan(i, 1) : statement;
    gatherer.Add(EffectsOf(*statement[i],
                           {ops, start, view, at.pg_version, at.settings},
                           Detail::kFull));
  }
  StatementEffects all = gatherer.Take();
  if (!block) Settle(all, statement, at);
  std::ranges::stable_sort(
      all.relations, [](const RelationEffect& a, const RelationEffect& b) {
        return std::pair(b.lock, b.work) < std::pair(a.lock, a.work);
      });
  for (const RelationEffect& item : all.relations) {
    if (!Waits(item, at)) continue;
    all.blocking = std::max(all.blocking, item.lock);
    bool empty = item.relation != nullptr &&
                 at.view.IsEmpty(*item.relation, at.file_begin) == Answer::kYes;
    if (!empty) all.duration = std::max(all.duration, item.work);
  }
  return all;
}

bool Rewrites(const RelationEffect& effect) {
  bool stored = effect.relation == nullptr || !effect.relation->partitioned;
  bool sequence = effect.relation != nullptr &&
                  effect.relation->kind == RelationKind::kSequence;
  bool fresh = effect.fact == Fact::kTruncate ||
               effect.fact == Fact::kRefreshView ||
               effect.work == Work::kRewrite;
  return fresh && stored && !sequence;
}

bool Scans(const RelationEffect& effect) {
  if (effect.fact == Fact::kSetTablespace) return false;  // block by block
  return effect.work == Work::kScan || effect.work == Work::kIndexBuild ||
         effect.work == Work::kRewrite;
}

std::string ShownName(const View& view, const Relation& relation) {
  QualifiedName name = view.NameOf(relation);
  bool found = name.schema.empty() || view.Find("", name.name) == &relation;
  if (found) return std::string(name.name);
  return std::string(name.schema) + "." + std::string(name.name);
}

std::string ShownName(const View& view, const RelationEffect& effect) {
  if (effect.relation != nullptr) return ShownName(view, *effect.relation);
  if (effect.name.schema.empty()) return std::string(effect.name.name);
  return std::string(effect.name.schema) + "." + std::string(effect.name.name);
}

}  // namespace interlock::sql
