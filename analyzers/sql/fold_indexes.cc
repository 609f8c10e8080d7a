// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with indexes and sequences.
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {
namespace {

// The index that a key or CREATE INDEX has over a column; null for what else
// goes with the column.
Relation* IndexAmong(const Needer& needer) {
  if (needer.goes != Needer::Goes::kAlong) return nullptr;
  if (needer.object->thing == Thing::kConstraint) {
    return static_cast<ConstraintFact*>(needer.object)->index;
  }
  if (needer.object->thing != Thing::kRelation) return nullptr;
  auto* relation = static_cast<Relation*>(needer.object);
  return relation->kind == RelationKind::kIndex ? relation : nullptr;
}

}  // namespace

Relation* CatalogBuilder::NewIndex(Relation& table, std::string_view name,
                                   const CreateIndex* def,
                                   ConstraintFact* made_by) {
  Relation* index =
      Create(Now().NameOf(table).schema, name, RelationKind::kIndex);
  index->index = def;
  index->made_by = made_by;
  index->table = &table;
  index->partitioned = table.partitioned;
  index->next_index = table.indexes;
  table.indexes = index;
  return index;
}

void CatalogBuilder::Apply(const CreateIndex& op) {
  Relation* table = Need(op.table);
  QualifiedName place = Now().NameOf(*table);
  std::string_view name = op.name.text;
  if (name.empty()) {
    Relation shape;
    shape.table = table;
    shape.index = &op;
    shape.born = time_;
    std::vector<std::string> labels = Now().KeyLabels(shape);
    std::vector<std::string_view> views(labels.begin(), labels.end());
    name = ChooseRelationName(place.schema, place.name, JoinedColumns(views),
                              "idx", false);
  }
  if (Relation* old = Find({place.schema, name, {}})) {
    if (op.if_not_exists) return;
    BuryRelation(*old);
  }
  Relation* index = NewIndex(*table, name, &op, nullptr);
  LinkFunctions(op.where, *index, Bond::kExpression, {}, nullptr);
  for (const IndexColumn& column : op.columns) {
    LinkFunctions(column.expression, *index, Bond::kExpression, {}, nullptr);
  }
  if (!table->partitioned) return;
  std::vector<Relation*> partitions = PartitionsInOrder(*table);
  if (op.only && !partitions.empty()) index->valid = false;
  if (op.only) return;
  for (Relation* child : partitions) GiveIndex(*index, *child, 0);
}

// A change of the column's type makes its indexes anew, keys first. Those of a
// partitioned table take the partitions' along, which get names of the
// server's choice again, in the order of the bounds.
void CatalogBuilder::Remake(Relation& relation, std::string_view column) {
  RemakeChecks(relation, column, 0);
  if (!relation.partitioned) return;
  View now = Now();
  std::vector<Relation*> keys;
  std::vector<Relation*> others;
  for (const Needer& needer : now.NeedersOf(relation, column)) {
    Relation* index = IndexAmong(needer);
    if (index == nullptr || index->table != &relation) continue;
    bool keyed = index->made_by != nullptr && index->made_by->AliveAt(time_);
    auto& list = keyed ? keys : others;
    if (std::ranges::find(list, index) == list.end()) list.push_back(index);
  }
  auto older = [](const Relation* a, const Relation* b) {
    return a->born < b->born;
  };
  // The lists hold the newest first.
  for (auto* list : {&keys, &others}) {
    std::ranges::reverse(*list);
    std::ranges::stable_sort(*list, older);
  }
  keys.insert(keys.end(), others.begin(), others.end());
  for (Relation* index : keys) BuryPartsOf(*index, 0);
  for (Relation* index : keys) {
    if (!now.IsValid(*index)) Say(*index, Trait::kValid, "yes");
    for (Relation* child : PartitionsInOrder(relation)) {
      GiveIndex(*index, *child, 0);
    }
  }
}

void CatalogBuilder::BuryPartsOf(Relation& index, int depth) {
  if (depth > kMaxDepth) return;
  std::vector<Relation*> parts;
  Now().EachDependent(index, [&](const Dependent& link) {
    if (link.bond != Bond::kInherits) return;
    parts.push_back(static_cast<Relation*>(link.who));
  });
  for (Relation* part : parts) {
    if (!Spend()) return;
    BuryPartsOf(*part, depth + 1);
    BuryRelation(*part);
  }
}

void CatalogBuilder::Apply(const CreateSequence& op) {
  bool temporary = op.persistence == Persistence::kTemporary;
  std::string_view schema = temporary ? "pg_temp" : SchemaFor(op.sequence);
  catalog_.has_temporary_ |= temporary;
  if (Relation* old = Find({schema, op.sequence.name, {}})) {
    if (op.if_not_exists) return;
    BuryRelation(*old);
  }
  Relation* sequence =
      Create(schema, op.sequence.name, RelationKind::kSequence);
  if (temporary) temporary_.push_back(sequence);
  sequence->persistence = op.persistence;
  PartsOf(*sequence).sequence = &op;
  if (op.owner_table.empty()) return;
  Own(*sequence, *Need(op.owner_table), op.owner_column.text);
}

void CatalogBuilder::Apply(const AlterSequence& op) {
  Relation* sequence = Find(op.sequence);
  if (sequence == nullptr) {
    if (op.if_exists) return;
    sequence = Need(op.sequence, RelationKind::kSequence);
  }
  SayOfSequence(*sequence, *op.options);
  if (op.options->owned_none) return Disown(*sequence);
  if (op.owner_table.empty()) return;
  Disown(*sequence);
  Own(*sequence, *Need(op.owner_table), op.owner_column.text);
}

void CatalogBuilder::SayOfSequence(Relation& sequence,
                                   const SequenceOptions& options) {
  if (&options == &kNoSequenceOptions) return;
  RelationParts& parts = PartsOf(sequence);
  parts.sequence_changes =
      arena().New<SequenceChange>(&options, time_, parts.sequence_changes);
}

void CatalogBuilder::Own(Relation& sequence, Relation& table,
                         std::string_view column) {
  RelationParts& parts = PartsOf(sequence);
  parts.owner = &table;
  parts.owner_column = column;
  parts.owned = time_;
  parts.disowned = kNever;
  Depend(table, {.who = &sequence, .column = column, .bond = Bond::kOwned});
}

// Columns that read it are found through their table until it changes hands.
void CatalogBuilder::KeepServing(Relation& sequence) {
  View now = Now();
  now.EachDependent(sequence, [&](const Dependent& link) {
    if (link.bond != Bond::kDefault || link.proof != nullptr) return;
    auto& reader = static_cast<Relation&>(*link.who);
    std::string_view name = now.Renamed(reader, link.part, link.since);
    auto column = now.FindColumn(reader, name);
    if (!column || !column->serial) return;
    RareOf(*column)->sequence = &sequence;
    SetColumn(reader, name, arena().New<Column>(*column));
  });
}

void CatalogBuilder::Disown(Relation& sequence) {
  RelationParts& parts = PartsOf(sequence);
  if (parts.owner == nullptr) return;
  KeepServing(sequence);
  for (Dependent* at = parts.owner->dependents; at; at = at->next) {
    if (at->who == &sequence && at->until == kNever) at->until = time_;
  }
  parts.disowned = time_;
  parts.owner = nullptr;
}

}  // namespace interlock::sql
