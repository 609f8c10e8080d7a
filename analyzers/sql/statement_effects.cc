// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/statement_effects.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace interlock::sql {
namespace {

class Gatherer {
 public:
  void Add(const Effects& effects) {
    all_.known &= effects.known;
    all_.loss = std::max(all_.loss, effects.loss);
    all_.in_transaction = std::max(all_.in_transaction, effects.in_transaction);
    for (const RelationEffect& item : effects.relations()) Add(item);
    for (const IndexEffect& item : effects.indexes) Add(item);
  }

  StatementEffects Take() {
    std::ranges::stable_sort(
        all_.relations, [](const RelationEffect& a, const RelationEffect& b) {
          return std::pair(b.lock, b.work) < std::pair(a.lock, a.work);
        });
    return std::move(all_);
  }

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
