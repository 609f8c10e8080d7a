// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kPublic[] = {"public"};

}  // namespace

std::string_view NameOf(RelationKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {
      "table",    "foreign table", "view",          "materialized view",
      "sequence", "index",         "composite type"};
  return kNames[static_cast<size_t>(kind)];
}

bool IsSerial(std::string_view type) {
  switch (type.size()) {
    case 6:
      return Same(type, "serial");
    case 7:
      return Same(type, "serial4") || Same(type, "serial8") ||
             Same(type, "serial2");
    case 9:
      return Same(type, "bigserial");
    case 11:
      return Same(type, "smallserial");
    default:
      return false;
  }
}

Column Column::From(const ColumnDef& def, Time when) {
  bool serial = IsSerial(def.type.name());
  bool identity = def.generated == Generated::kIdentityAlways ||
                  def.generated == Generated::kIdentityByDefault;
  bool filled = def.not_null || serial || identity;
  const Expr* value =
      def.default_value().present() ? &def.default_value() : nullptr;
  return {.name = def.name.text,
          .type = &def.type,
          .default_value = value,
          .def = &def,
          .not_null = filled ? Answer::kYes : Answer::kNo,
          .generated = def.generated,
          .serial = serial,
          .added = when,
          .typed = when,
          .defaulted = when};
}

Catalog::~Catalog() {
  for (Relation* relation : relations_) delete relation->changed;
}

std::span<const std::string_view> Catalog::PathAt(Time time) const {
  auto at = std::ranges::lower_bound(paths_, time, {}, &PathChange::when);
  if (at == paths_.begin()) return kPublic;
  const PathChange& change = *(at - 1);
  if (change.schemas.empty()) return kPublic;
  return change.schemas;
}

void* Catalog::Resolve(const SlotTable& table, std::string_view schema,
                       std::string_view name, Time time) const {
  if (!schema.empty()) {
    const Slot* slot = table.Find(nullptr, schema, name);
    return slot == nullptr ? nullptr : slot->At(time);
  }
  if (has_temporary_) {
    const Slot* slot = table.Find(nullptr, kTemporarySchema, name);
    void* found = slot == nullptr ? nullptr : slot->At(time);
    if (found != nullptr) return found;
  }
  for (std::string_view searched : PathAt(time)) {
    const Slot* slot = table.Find(nullptr, searched, name);
    void* found = slot == nullptr ? nullptr : slot->At(time);
    if (found != nullptr) return found;
  }
  return nullptr;
}

const Relation* View::Find(std::string_view schema,
                           std::string_view name) const {
  return static_cast<const Relation*>(
      catalog_->Resolve(catalog_->names_, schema, name, time_));
}

const Relation* View::Find(const Name& name) const {
  return Find(name.schema, name.name);
}

Answer View::Absent() const {
  if (!catalog_->starts_empty_) return Answer::kUnknown;
  const auto& opaque = catalog_->opaque_;
  return opaque.empty() || opaque.front() >= time_ ? Answer::kNo
                                                   : Answer::kUnknown;
}

Answer View::Exists(const Name& name) const {
  const Relation* relation = Find(name);
  if (relation == nullptr) return Absent();
  return relation->tainted < time_ ? Answer::kUnknown : Answer::kYes;
}

bool View::Trusts(const Relation& relation) const {
  if (relation.tainted < time_) return false;
  const auto& taints = catalog_->taints_;
  auto at = std::ranges::lower_bound(taints, relation.born);
  return at == taints.end() || *at >= time_;
}

const Note* Note::Before(const Note* newest, Time time) {
  const Note* at = newest;
  while (at != nullptr && at->when >= time) {
    at = at->jump != nullptr && at->jump->when >= time ? at->jump : at->next;
  }
  return at;
}

const Note* Note::Append(Arena& arena, const Note* newest, Note added) {
  added.traits = BitOf(added.trait);
  added.next = newest;
  if (newest != nullptr) {
    added.traits |= newest->traits;
    added.depth = newest->depth + 1;
    const Note* far = newest->jump;
    bool even = far != nullptr && far->jump != nullptr &&
                newest->depth - far->depth == far->depth - far->jump->depth;
    added.jump = even ? far->jump : newest;
  }
  return arena.New<Note>(added);
}

const Note* View::Said(const Object& object, Trait trait,
                       std::string_view key) const {
  const Note* at = Note::Before(object.notes, time_);
  for (; at != nullptr; at = at->next) {
    if ((at->traits & Note::BitOf(trait)) == 0) return nullptr;
    if (at->trait == trait && at->key == key) return at;
  }
  return nullptr;
}

std::string_view View::NameOf(const Object& object) const {
  const Note* said = Said(object, Trait::kName);
  return said == nullptr ? object.name : said->value;
}

QualifiedName View::Placed(const Object& object,
                           std::string_view schema) const {
  const Note* said = Said(object, Trait::kSchema);
  return {said == nullptr ? schema : said->value, NameOf(object)};
}

QualifiedName View::NameOf(const Relation& relation) const {
  return Placed(relation, relation.schema);
}

QualifiedName View::NameOf(const TypeFact& type) const {
  return Placed(type, type.schema);
}

QualifiedName View::NameOf(const FunctionFact& function) const {
  return Placed(function, function.schema);
}

Persistence View::PersistenceOf(const Relation& relation) const {
  if (relation.table != nullptr) return PersistenceOf(*relation.table);
  const Note* said = Said(relation, Trait::kPersistence);
  if (said == nullptr) return relation.persistence;
  return said->value == "unlogged" ? Persistence::kUnlogged
                                   : Persistence::kPermanent;
}

Answer View::IsEmpty(const Relation& relation, Time since) const {
  if (relation.assumed || relation.born < since) return Answer::kUnknown;
  if (relation.filled < time_) return Answer::kNo;
  if (!Trusts(relation)) return Answer::kUnknown;
  const auto& opaque = catalog_->opaque_;
  auto at = std::ranges::lower_bound(opaque, relation.born);
  return at != opaque.end() && *at < time_ ? Answer::kUnknown : Answer::kYes;
}

const Relation* View::DefaultPartition(const Relation& relation) const {
  const Relation* found = nullptr;
  EachPartition(relation, [&](const PartitionLink& link) {
    if (link.is_default) found = link.child;
  });
  return found;
}

}  // namespace interlock::sql
