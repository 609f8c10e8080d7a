// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_builder.h"

#include <algorithm>

#include "analyzers/sql/targets.h"

namespace interlock::sql {

CatalogBuilder::CatalogBuilder(Catalog& catalog, Beginning beginning)
    : catalog_(catalog) {
  catalog_.starts_empty_ = beginning == Beginning::kEmpty;
}

void CatalogBuilder::BeginFile(const SqlFile& file, Time time) {
  file_ = &file;
  time_ = time;
  auto& paths = catalog_.paths_;
  if (!paths.empty() && !paths.back().schemas.empty()) {
    // A lookup at `time` itself must already see the fresh session.
    paths.push_back({time == 0 ? 0 : time - 1, {}});
  }
}

std::string_view CatalogBuilder::SchemaFor(const Name& name) const {
  return name.schema.empty() ? catalog_.PathAt(time_).front() : name.schema;
}

Relation* CatalogBuilder::Find(const Name& name) {
  return static_cast<Relation*>(
      catalog_.Resolve(catalog_.names_, name.schema, name.name, time_));
}

Relation* CatalogBuilder::Need(const Name& name, RelationKind kind) {
  if (Relation* found = Find(name)) return found;
  Arena& arena = catalog_.arena_;
  auto* relation = arena.New<Relation>();
  relation->kind = kind;
  relation->assumed = true;
  catalog_.first_alien_ = std::min(catalog_.first_alien_, time_);
  relation->schema = SchemaFor(name);
  relation->name = name.name;
  Slot* slot = NameSlot(relation->schema, relation->name);
  // A name never seen meant this table all along; otherwise only from here.
  relation->born = slot->newest == nullptr ? kBeforeAll : time_ - 1;
  slot->newest = Version::Append(arena, slot->newest, relation->born, relation);
  catalog_.relations_.push_back(relation);
  return relation;
}

Slot* CatalogBuilder::NameSlot(std::string_view schema, std::string_view name) {
  Slot* slot =
      catalog_.names_.FindOrAdd(catalog_.arena_, nullptr, schema, name);
  if (slot->newest != nullptr) return slot;
  catalog_.name_slots_.push_back(slot);
  if (schema != "public" && schema != kTemporarySchema) {
    catalog_.names_.FindOrAdd(catalog_.arena_, nullptr, {}, name);
  }
  return slot;
}

void CatalogBuilder::Place(Relation& relation, std::string_view schema,
                           std::string_view name) {
  Slot* slot = NameSlot(schema, name);
  slot->newest =
      Version::Append(catalog_.arena_, slot->newest, time_, &relation);
}

Relation* CatalogBuilder::Create(const Name& name, RelationKind kind) {
  auto* relation = catalog_.arena_.New<Relation>();
  catalog_.first_made_ = std::min(catalog_.first_made_, time_);
  relation->kind = kind;
  relation->schema = SchemaFor(name);
  relation->name = name.name;
  relation->born = time_;
  Place(*relation, relation->schema, relation->name);
  catalog_.relations_.push_back(relation);
  return relation;
}

// Its names end with it; its parts stay for views of earlier times.
void CatalogBuilder::Forget(Relation& relation) {
  relation.died = time_;
  int left = kMaxParts;
  for (Relation* at = relation.indexes; at != nullptr && --left > 0;
       at = at->next_index) {
    if (at->died != kNever) continue;
    Name name{at->schema, at->name, {}};
    if (Find(name) == at) Drop(name);
  }
  if (relation.parent != nullptr && relation.detached == kNever)
    relation.detached = time_;
}

void CatalogBuilder::Drop(const Name& name) {
  Relation* relation = Find(name);
  if (relation == nullptr) return;
  std::string_view schema = name.schema;
  if (schema.empty()) schema = relation->schema;
  Slot* slot = NameSlot(schema, name.name);
  slot->newest = Version::Append(catalog_.arena_, slot->newest, time_, nullptr);
  Forget(*relation);
}

void CatalogBuilder::Move(const Name& name, std::string_view schema,
                          std::string_view to) {
  Relation* relation = Need(name);
  std::string_view old = name.schema.empty() ? relation->schema : name.schema;
  Arena& arena = catalog_.arena_;
  Slot* slot = NameSlot(old, name.name);
  slot->newest = Version::Append(arena, slot->newest, time_, nullptr);
  Place(*relation, schema.empty() ? old : schema, to);
}

void CatalogBuilder::Apply(const Op& op, Time time) {
  time_ = time;
  catalog_.end_ = time + 1;
  if (catalog_.first_alien_ == kNever) NoteAliens(op);
  if (op.kind <= OpKind::kSetSchema) return ApplyTableOp(op);
  if (op.kind <= OpKind::kCreateType) return ApplyTypeOp(op);
  ApplySessionOp(op);
}

void CatalogBuilder::NoteAliens(const Op& op) {
  ForEachReference(op, [&](const Name& name) {
    bool known = name.schema.empty() && IsSystemName(name.name);
    known = known || name.empty() || IsSystemSchema(name.schema);
    if (known || Find(name) != nullptr) return;
    if (Now().GoneSince(name) != kBeforeAll) return;
    catalog_.first_alien_ = time_;
  });
}

void CatalogBuilder::ApplyUnseen(Time time) {
  time_ = time;
  catalog_.end_ = std::max(catalog_.end_, time + 1);
  TaintAll();
}

}  // namespace interlock::sql
