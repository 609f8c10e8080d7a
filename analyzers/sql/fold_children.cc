// SPDX-License-Identifier: Apache-2.0
// What tables take from their parents: INHERITS, LIKE, partitions.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

std::span<const Ident> Idents(Arena& arena,
                              std::span<const std::string_view> names) {
  std::vector<Ident> idents;
  for (std::string_view name : names) idents.push_back({name, {}});
  return arena.CopyAll(idents);
}

bool SameAction(const ConstraintFact& a, const ConstraintFact& b) {
  return a.def->reference->on_delete == b.def->reference->on_delete &&
         a.def->reference->on_update == b.def->reference->on_update &&
         a.def->reference->match == b.def->reference->match;
}

bool IsNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

// Values of a bound, as written: whole numbers by what they are worth, before
// all others but the empty one.
bool IsLess(std::string_view a, std::string_view b) {
  bool number = IsNumber(a);
  if (number != IsNumber(b)) return number ? !b.empty() : a.empty();
  if (!number) return a < b;
  bool below = a[0] == '-';
  if (below != (b[0] == '-')) return below;
  if (below) std::swap(a, b);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// The least value of a list, the lower end of a range; empty for MINVALUE.
std::string_view FirstOf(const PartitionBound& bound, const SqlFile& file) {
  if (bound.values.empty()) return {};
  std::string_view first = file.source->Text(bound.values.front().span);
  if (bound.strategy == PartitionStrategy::kRange) {
    bool open = !bound.values.front().present();
    return open ? std::string_view() : first;
  }
  for (const Expr& value : bound.values) {
    std::string_view text = file.source->Text(value.span);
    if (IsLess(text, first)) first = text;
  }
  return first;
}

}  // namespace

void CatalogBuilder::Link(Relation& parent, Relation& child,
                          const PartitionBound* bound, bool is_partition,
                          bool is_default) {
  RelationParts& above = PartsOf(parent);
  RelationParts& below = PartsOf(child);
  std::string_view first;
  if (bound != nullptr && file_ != nullptr) first = FirstOf(*bound, *file_);
  auto* link = arena().New<PartitionLink>(
      &child, &parent, time_, kNever, is_partition, is_default, bound, first,
      above.partitions, below.parents);
  above.partitions = link;
  below.parents = link;
  Depend(parent, {.who = &child,
                  .proof = is_partition ? &parent : nullptr,
                  .bond = Bond::kInherits});
  if (!is_partition) return;
  parent.partitioned = true;
  child.parent = &parent;
  child.attached = time_;
  child.detached = kNever;
}

Column CatalogBuilder::CopyOf(Relation& from, const Column& column) {
  Column copy = column;
  View now = Now();
  copy.added = time_;
  copy.parents = 0;
  copy.local = true;
  copy.not_null_valid = true;
  const Expr* made = now.GeneratedAs(column);
  std::string name = now.NotNullName(from, column);
  if (made != nullptr) {
    auto reads = now.GeneratedFrom(from, column);
    bool told = column.rare != nullptr && column.rare->generated_as != nullptr;
    Time written = told ? column.rare->generated_written : column.added;
    ColumnRare* rare = RareOf(copy);
    rare->generated_as = made;
    rare->reads = Idents(arena(), reads);
    rare->generated = time_;
    rare->generated_written = written;
  }
  bool named = catalog_.pg_version_ >= 18 &&
               now.IsNotNull(from, column.name) == Answer::kYes;
  if (named || copy.rare != nullptr) {
    ColumnRare* rare = RareOf(copy);
    rare->not_null_name = named ? arena().Copy(name) : std::string_view();
    rare->not_null_parents = 0;
    rare->not_null_local = true;
  }
  return copy;
}

void CatalogBuilder::CopyCheck(const ConstraintFact& from, Relation& to,
                               bool inherited) {
  View now = Now();
  std::span<const Ident> written =
      from.columns.empty() ? from.def->check().columns() : from.columns;
  std::vector<std::string_view> reads;
  for (const Ident& column : written) {
    reads.push_back(now.Renamed(*from.relation, column.text, from.born));
  }
  ConstraintFact* copy = NewConstraint(to, *from.def, now.NameOf(from));
  copy->columns = Idents(arena(), reads);
  copy->written = from.written;
  copy->local = !inherited;
  copy->parents = inherited ? 1 : 0;
  if (now.IsEnforced(from)) copy->validated = time_;
}

bool CatalogBuilder::HandsDownNotNull(const Relation& parent,
                                      const Column& column) {
  if (Now().IsNotNull(parent, column.name) != Answer::kYes) return false;
  return column.rare == nullptr || !column.rare->not_null_no_inherit;
}

// A column that both have.
void CatalogBuilder::AdoptColumn(Relation& parent, const Column& column,
                                 Relation& child, Column* there,
                                 bool partition) {
  View now = Now();
  bool not_null = HandsDownNotNull(parent, column);
  ++there->parents;
  if (partition) there->local = false;
  if (not_null) {
    if (now.IsNotNull(child, column.name) == Answer::kYes) {
      there->not_null = Answer::kYes;
    }
    std::string name = now.NotNullName(parent, column);
    HandDownNotNull(child, *there, arena().Copy(name));
    if (partition && there->rare != nullptr) {
      RareOf(*there)->not_null_local = false;
    }
  }
  if (partition && catalog_.pg_version_ >= 17 && IsIdentity(column.generated)) {
    there->generated = column.generated;
  }
  SetColumn(child, column.name, arena().New<Column>(*there));
}

// The parent's columns, merged with those that are there already.
void CatalogBuilder::AdoptColumns(Relation& parent, Relation& child,
                                  bool partition) {
  if (!parent.complete) child.complete = false;
  View now = Now();
  for (const Column& column : now.Columns(parent)) {
    if (!Spend()) return;
    if (auto there = now.FindColumn(child, column.name)) {
      AdoptColumn(parent, column, child, &*there, partition);
      continue;
    }
    Column copy = CopyOf(parent, column);
    copy.local = false;
    copy.parents = 1;
    copy.not_null = Answer::kNo;
    if (HandsDownNotNull(parent, column)) {
      std::string_view name =
          copy.rare == nullptr ? std::string_view() : copy.rare->not_null_name;
      HandDownNotNull(child, copy, name);
    }
    bool identity = IsIdentity(copy.generated);
    CopySerial(parent, column, child, copy);
    if (identity && !(partition && catalog_.pg_version_ >= 17)) {
      copy.generated = Generated::kNo;
    }
    PutNew(child, copy);
  }
  AdoptChecks(parent, child, partition);
}

void CatalogBuilder::AdoptChecks(Relation& parent, Relation& child,
                                 bool partition) {
  View now = Now();
  for (ConstraintFact* fact :
       OldestFirst(parent.constraints, &ConstraintFact::next, time_ + 1)) {
    if (fact->def->kind != ConstraintKind::kCheck || fact->def->no_inherit) {
      continue;
    }
    if (ConstraintFact* same = Named(child, now.NameOf(*fact))) {
      ++same->parents;
      if (partition) same->local = false;
    } else {
      CopyCheck(*fact, child, true);
    }
  }
}

void CatalogBuilder::Inherit(Relation& parent, Relation& child) {
  Link(parent, child, nullptr, false, false);
  AdoptColumns(parent, child, false);
}

// Ends what hands parts down; false when nothing did.
bool CatalogBuilder::Cut(Object& object, const Object* who) {
  bool found = false;
  for (Dependent* at = object.dependents; at != nullptr; at = at->next) {
    if (at->bond != Bond::kInherits || at->who != who) continue;
    found |= at->until == kNever;
    at->until = std::min(at->until, time_);
  }
  return found;
}

void CatalogBuilder::LeaveParent(Relation& parent, Relation& child,
                                 bool partition) {
  for (PartitionLink* at = PartsOf(child).parents; at; at = at->next_parent) {
    if (at->parent == &parent && at->to == kNever) at->to = time_;
  }
  Cut(parent, &child);
  View now = Now();
  for (Column column : now.Columns(parent)) {
    auto there = now.FindColumn(child, column.name);
    if (!there || there->parents == 0) continue;
    if (--there->parents == 0) there->local = true;
    if (there->rare != nullptr && there->rare->not_null_parents > 0 &&
        now.IsNotNull(parent, column.name) == Answer::kYes) {
      ColumnRare* rare = RareOf(*there);
      if (--rare->not_null_parents == 0) rare->not_null_local = true;
    }
    if (partition && IsIdentity(column.generated) &&
        catalog_.pg_version_ >= 17) {
      there->generated = Generated::kNo;
    }
    SetColumn(child, column.name, arena().New<Column>(*there));
  }
  now.EachConstraint(parent, [&](const ConstraintFact& fact) {
    ConstraintFact* same = Named(child, now.NameOf(fact));
    if (fact.def->kind != ConstraintKind::kCheck || same == nullptr) return;
    if (same->parents > 0 && --same->parents == 0) same->local = true;
  });
  if (partition) DetachParts(parent, child);
}

// What a partition had from the whole stays, as its own.
void CatalogBuilder::DetachParts(Relation& parent, Relation& child) {
  View now = Now();
  child.detached = time_;
  for (Relation* at = child.indexes; at != nullptr; at = at->next_index) {
    if (at->parts == nullptr || at->parts->index_parent == nullptr) continue;
    Cut(*at->parts->index_parent, at);
    at->parts->index_parent = nullptr;
    if (at->made_by != nullptr) at->made_by->local = true;
  }
  now.EachConstraint(parent, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kForeignKey) return;
    now.EachConstraint(child, [&](const ConstraintFact& own) {
      if (!Cut(const_cast<ConstraintFact&>(fact), &own)) return;
      auto& freed = const_cast<ConstraintFact&>(own);
      freed.local = true;
      freed.parents = 0;
    });
  });
  DropPartsPointingAt(child);
  now.EachTrigger(child, [&](const TriggerFact& trigger) {
    if (trigger.cloned) const_cast<TriggerFact&>(trigger).died = time_;
  });
}

// The server takes each part of a larger foreign key that points at a detached
// table for its own half of one that points at the whole, and drops it.
void CatalogBuilder::DropPartsPointingAt(Relation& child) {
  std::vector<ConstraintFact*> parts;
  Now().EachForeignKeyTo(child, [&](const ConstraintFact& fact) {
    if (!fact.local) parts.push_back(const_cast<ConstraintFact*>(&fact));
  });
  for (ConstraintFact* each : parts) BuryConstraint(*each);
}

// An index of the same shape on another table, its name chosen anew.
Relation* CatalogBuilder::CloneIndex(Relation& index, Relation& to) {
  View now = Now();
  std::vector<std::string> keys = now.CopiedLabels(index);
  std::vector<std::string_view> labels(keys.begin(), keys.end());
  QualifiedName table = now.NameOf(to);
  ConstraintFact* made = index.made_by;
  bool keyed = made != nullptr && made->AliveAt(time_ + 1);
  std::string_view label = "idx";
  std::string second = JoinedColumns(labels);
  if (keyed) {
    label = made->def->kind == ConstraintKind::kUnique    ? "key"
            : made->def->kind == ConstraintKind::kExclude ? "excl"
                                                          : "pkey";
    if (made->def->kind == ConstraintKind::kPrimaryKey) second.clear();
  }
  std::string_view name =
      ChooseRelationName(table.schema, table.name, second, label, keyed);
  ConstraintFact* fact = nullptr;
  if (keyed) {
    auto key = now.KeyOf(*made);
    fact = NewConstraint(to, *made->def, name);
    fact->columns = Idents(arena(), key);
    fact->written = made->written;
    fact->validated = time_;
  }
  Relation* copy = NewIndex(to, name, index.index, fact);
  PartsOf(*copy).like = &index;
  if (fact != nullptr) fact->index = copy;
  return copy;
}

// As the server keeps them: by their bounds, the default one last. That
// decides which of two equal names gets the number.
std::vector<Relation*> CatalogBuilder::PartitionsInOrder(Relation& relation) {
  std::vector<const PartitionLink*> links;
  if (relation.parts == nullptr) return {};
  for (PartitionLink* at = relation.parts->partitions; at; at = at->next) {
    if (!Spend()) return {};
    bool stands = at->from <= time_ && at->to > time_;
    if (!stands || !at->is_partition || !at->child->AliveAt(time_ + 1)) {
      continue;
    }
    links.push_back(at);
  }
  std::ranges::reverse(links);
  std::ranges::stable_sort(links, [](const auto* a, const auto* b) {
    if (a->is_default != b->is_default) return b->is_default;
    if (a->bound != nullptr && b->bound != nullptr &&
        a->bound->modulus != b->bound->modulus) {
      return a->bound->modulus < b->bound->modulus;
    }
    return IsLess(a->first, b->first);
  });
  std::vector<Relation*> children;
  for (const PartitionLink* link : links) children.push_back(link->child);
  return children;
}

void CatalogBuilder::GiveIndexes(Relation& parent, Relation& child) {
  for (Relation* index :
       OldestFirst(parent.indexes, &Relation::next_index, time_ + 1)) {
    GiveIndex(*index, child, 0);
  }
}

// A partition gets each index of the whole, unless it has one like it.
void CatalogBuilder::GiveIndex(Relation& index, Relation& child, int depth) {
  if (!Spend() || depth > kMaxDepth) return;
  View now = Now();
  Relation* own = nullptr;
  for (Relation* at :
       OldestFirst(child.indexes, &Relation::next_index, time_ + 1)) {
    bool taken = at->parts != nullptr && at->parts->index_parent != nullptr;
    if (!taken && now.SameShape(index, *at)) {
      own = at;
      break;
    }
  }
  if (own == nullptr) {
    own = CloneIndex(index, child);
    for (Relation* below : PartitionsInOrder(child)) {
      GiveIndex(*own, *below, depth + 1);
    }
  }
  AttachIndex(index, *own);
}

void CatalogBuilder::AttachIndex(Relation& parent, Relation& child) {
  PartsOf(child).index_parent = &parent;
  Depend(parent, {.who = &child, .proof = &parent, .bond = Bond::kInherits});
  if (child.made_by != nullptr && parent.made_by != nullptr) {
    child.made_by->local = false;
    child.made_by->parents = 1;
  }
}

// An index made with ONLY becomes valid with its last partition.
void CatalogBuilder::CheckIndexValid(Relation& parent) {
  View now = Now();
  if (parent.table == nullptr || now.IsValid(parent)) return;
  size_t partitions = 0;
  size_t attached = 0;
  now.EachPartition(*parent.table, [&](const PartitionLink&) { ++partitions; });
  now.EachDependent(parent, [&](const Dependent& link) {
    attached += link.bond == Bond::kInherits &&
                now.IsValid(static_cast<const Relation&>(*link.who));
  });
  if (attached < partitions) return;
  Say(parent, Trait::kValid, "yes");
  if (parent.parts != nullptr && parent.parts->index_parent != nullptr) {
    CheckIndexValid(*parent.parts->index_parent);
  }
}

void CatalogBuilder::GiveForeignKeys(Relation& parent, Relation& child) {
  for (ConstraintFact* fact :
       OldestFirst(parent.constraints, &ConstraintFact::next, time_ + 1)) {
    if (fact->def->kind == ConstraintKind::kForeignKey && !fact->hidden) {
      GiveForeignKey(*fact, child, 0);
    }
  }
}

void CatalogBuilder::GiveForeignKey(ConstraintFact& fact, Relation& child,
                                    int depth) {
  if (!Spend() || depth > kMaxDepth) return;
  View now = Now();
  auto key = now.KeyOf(fact);
  auto to = now.ReferencedKeyOf(fact);
  ConstraintFact* own = nullptr;
  now.EachConstraint(child, [&](const ConstraintFact& at) {
    bool same = at.def->kind == ConstraintKind::kForeignKey && at.local &&
                at.references == fact.references && now.KeyOf(at) == key &&
                now.ReferencedKeyOf(at) == to && SameAction(at, fact) &&
                now.IsDeferrable(at) == now.IsDeferrable(fact) &&
                now.IsDeferred(at) == now.IsDeferred(fact);
    if (same) own = const_cast<ConstraintFact*>(&at);
  });
  if (own == nullptr) {
    std::string_view name = now.NameOf(fact);
    QualifiedName table = now.NameOf(child);
    if (now.FindConstraint(child, name) != nullptr) {
      name = ChooseConstraintName(table.schema, table.name, JoinedColumns(key),
                                  "fkey");
    }
    own = NewConstraint(child, *fact.def, name);
    own->columns = Idents(arena(), key);
    own->referenced = Idents(arena(), to);
    own->references = fact.references;
    own->written = fact.written;
    own->validated = now.IsValid(fact) ? time_ : kNever;
    for (Trait trait : {Trait::kDeferrable, Trait::kEnforced}) {
      const Note* said = now.Said(fact, trait);
      if (said != nullptr) Say(*own, trait, said->value);
    }
    PointAt(*own);
    EachChildOf(child, [&](Relation& below) {
      GiveForeignKey(*own, below, depth + 1);
    });
  }
  own->local = false;
  own->parents = 1;
  Depend(fact, {.who = own, .proof = &fact, .bond = Bond::kInherits});
}

void CatalogBuilder::GiveTriggers(Relation& parent, Relation& child) {
  if (parent.parts == nullptr) return;
  for (TriggerFact* trigger :
       OldestFirst(parent.parts->triggers, &TriggerFact::next, time_ + 1)) {
    if (trigger->def->for_each_row) GiveTrigger(*trigger, child, 0);
  }
}

void CatalogBuilder::GiveTrigger(TriggerFact& trigger, Relation& child,
                                 int depth) {
  if (!Spend() || depth > kMaxDepth) return;
  RelationParts& parts = PartsOf(child);
  auto* clone = arena().New<TriggerFact>(trigger);
  clone->born = time_;
  clone->name = Now().NameOf(trigger);
  clone->notes = nullptr;
  clone->dependents = nullptr;
  clone->relation = &child;
  clone->cloned = true;
  clone->next = parts.triggers;
  parts.triggers = clone;
  if (const Note* said = Now().Said(trigger, Trait::kEnabled)) {
    Say(*clone, Trait::kEnabled, said->value);
  }
  Depend(trigger, {.who = clone, .proof = &trigger, .bond = Bond::kInherits});
  EachChildOf(child,
              [&](Relation& below) { GiveTrigger(*clone, below, depth + 1); });
}

void CatalogBuilder::Apply(const AttachPartition& op) {
  if (op.index) {
    Relation* parent = Find(op.table);
    Relation* child = Find(op.partition);
    if (parent == nullptr || child == nullptr) return;
    AttachIndex(*parent, *child);
    return CheckIndexValid(*parent);
  }
  Relation* parent = Need(op.table);
  Relation* child = Need(op.partition);
  Link(*parent, *child, op.bound, true, op.is_default);
  AdoptColumns(*parent, *child, true);
  GiveIndexes(*parent, *child);
  GiveForeignKeys(*parent, *child);
  GiveTriggers(*parent, *child);
}

void CatalogBuilder::Apply(const DetachPartition& op) {
  if (op.finalize) return;
  LeaveParent(*Need(op.table), *Need(op.partition), true);
}

}  // namespace interlock::sql
