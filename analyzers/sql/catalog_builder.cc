// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_builder.h"

#include <algorithm>

#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/targets.h"

namespace interlock::sql {
namespace {

// Steps that one op makes beyond itself, in children and schemas, summed over
// a history; real ones need a few thousand.
constexpr size_t kMaxSteps = size_t{8} << 20;
// A name that this many objects have already is not looked for any further.
constexpr int kMaxTries = 64;

}  // namespace

CatalogBuilder::CatalogBuilder(Catalog& catalog, Beginning beginning,
                               int pg_version)
    : catalog_(catalog) {
  catalog_.starts_empty_ = beginning != Beginning::kPopulated;
  closed_ = beginning == Beginning::kClosed;
  catalog_.pg_version_ = pg_version;
}

void CatalogBuilder::BeginFile(const SqlFile& file, Time time) {
  file_ = &file;
  if (file.source != nullptr) catalog_.texts_.push_back({time, file.source});
  time_ = time == 0 ? 0 : time - 1;
  for (Relation* relation : temporary_) {
    if (relation->AliveAt(time_ + 1)) BuryRelation(*relation);
  }
  temporary_.clear();
  undone_.clear();
  looked_to_ = 0;
  open_from_ = UINT32_MAX;
  local_path_ = SIZE_MAX;
  time_ = time;
  auto& paths = catalog_.paths_;
  if (!paths.empty() && !paths.back().schemas.empty()) {
    // A lookup at `time` itself must already see the fresh session.
    paths.push_back({time == 0 ? 0 : time - 1, {}});
  }
}

bool CatalogBuilder::Spend(size_t steps) {
  if (spent_ > kMaxSteps) return false;
  spent_ += steps;
  if (spent_ > kMaxSteps) TaintAll();
  return spent_ <= kMaxSteps;
}

// The first schema of the search path, but for those that are gone. One that
// the history never made is somebody else's.
std::string_view CatalogBuilder::SchemaFor(const Name& name) const {
  if (!name.schema.empty()) return name.schema;
  auto path = catalog_.PathAt(time_ + 1);
  if (path.size() == 1) return path.front();
  for (std::string_view schema : path) {
    const Slot* slot =
        catalog_.object_names_.Find(&catalog_.schemas_, {}, schema);
    bool unseen =
        slot == nullptr && std::ranges::find(coming_, schema) == coming_.end();
    if (unseen || (slot != nullptr && slot->At(time_ + 1))) return schema;
  }
  return path.front();
}

Relation* CatalogBuilder::Find(const Name& name) {
  return static_cast<Relation*>(
      catalog_.Resolve(catalog_.names_, name.schema, name.name, time_ + 1));
}

Relation* CatalogBuilder::Nameless(RelationKind kind) {
  auto* relation = arena().New<Relation>();
  relation->thing = Thing::kRelation;
  relation->kind = kind;
  relation->born = time_;
  catalog_.relations_.push_back(relation);
  return relation;
}

Relation* CatalogBuilder::Need(const Name& name, RelationKind kind) {
  if (Relation* found = Find(name)) return found;
  Relation* relation = Nameless(kind);
  relation->assumed = true;
  if (!closed_) {
    catalog_.first_alien_ = std::min(catalog_.first_alien_, time_);
  }
  relation->schema = SchemaFor(name);
  relation->name = name.name;
  Slot* slot = NameSlot(relation->schema, relation->name);
  // A name never seen meant this table all along; otherwise only from here.
  relation->born = slot->newest == nullptr ? kBeforeAll : time_ - 1;
  slot->Append(arena(), relation->born, relation);
  return relation;
}

Slot* CatalogBuilder::Listed(SlotTable& table, std::vector<const Slot*>& list,
                             const void* scope, std::string_view schema,
                             std::string_view name) {
  Slot* slot = table.FindOrAdd(arena(), scope, schema, name);
  if (slot->newest == nullptr) list.push_back(slot);
  return slot;
}

Slot* CatalogBuilder::NameSlot(std::string_view schema, std::string_view name) {
  Slot* slot =
      Listed(catalog_.names_, catalog_.name_slots_, nullptr, schema, name);
  if (slot->newest != nullptr) return slot;
  if (schema != "public" && schema != kTemporarySchema) {
    catalog_.names_.FindOrAdd(arena(), nullptr, {}, name);
  }
  return slot;
}

void CatalogBuilder::Set(Slot* slot, void* value) {
  slot->Append(arena(), time_, value);
}

Relation* CatalogBuilder::Create(std::string_view schema, std::string_view name,
                                 RelationKind kind) {
  Relation* relation = Nameless(kind);
  catalog_.first_made_ = std::min(catalog_.first_made_, time_);
  relation->schema = schema;
  relation->name = name;
  Set(NameSlot(schema, name), relation);
  return relation;
}

void CatalogBuilder::Move(Relation& relation, std::string_view schema,
                          std::string_view to) {
  QualifiedName old = Now().NameOf(relation);
  if (old.schema == schema && old.name == to) return;
  Set(NameSlot(old.schema, old.name), nullptr);
  Set(NameSlot(schema, to), &relation);
  if (old.name != to) Say(relation, Trait::kName, to);
  if (old.schema != schema) Say(relation, Trait::kSchema, schema);
}

void CatalogBuilder::CountName(std::string_view schema, std::string_view name,
                               int by) {
  constraint_names_.Count(HashName(nullptr, schema, name), by);
}

bool CatalogBuilder::NameCounted(std::string_view schema,
                                 std::string_view name) const {
  return constraint_names_.Has(HashName(nullptr, schema, name));
}

std::string_view CatalogBuilder::ChooseRelationName(std::string_view schema,
                                                    std::string_view first,
                                                    std::string_view second,
                                                    std::string_view label,
                                                    bool constraint) {
  ShortName name;
  for (int pass = 0; pass < kMaxTries; ++pass) {
    std::string suffix(label);
    if (pass > 0) suffix += std::to_string(pass);
    name = JoinedName(first, second, suffix);
    const Slot* slot = catalog_.names_.Find(nullptr, schema, name);
    if (slot != nullptr && slot->At(time_ + 1) != nullptr) continue;
    if (!constraint || !NameCounted(schema, name)) break;
  }
  return arena().Copy(name);
}

std::string_view CatalogBuilder::ChooseConstraintName(std::string_view schema,
                                                      std::string_view first,
                                                      std::string_view second,
                                                      std::string_view label) {
  ShortName name;
  for (int pass = 0; pass < kMaxTries; ++pass) {
    std::string suffix(label);
    if (pass > 0) suffix += std::to_string(pass);
    name = JoinedName(first, second, suffix);
    if (!NameCounted(schema, name)) break;
  }
  return arena().Copy(name);
}

void CatalogBuilder::Say(Object& object, Trait trait, std::string_view value,
                         std::string_view key) {
  object.notes =
      Note::Append(arena(), object.notes, Note{trait, time_, key, value});
}

void CatalogBuilder::Depend(Object& on, Dependent link) {
  link.since = time_;
  link.next = on.dependents;
  on.dependents = arena().New<Dependent>(link);
}

RelationParts& CatalogBuilder::PartsOf(Relation& relation) {
  if (relation.parts == nullptr) relation.parts = arena().New<RelationParts>();
  return *relation.parts;
}

void CatalogBuilder::Apply(const Op& op, Time time) {
  time_ = time;
  catalog_.end_ = time + 1;
  if (!undone_.empty() && IsUndone(op)) return;
  if (catalog_.first_alien_ == kNever) NoteAliens(op);
  switch (op.condition) {
    case Condition::kAlways:
      break;
    case Condition::kGuarded:
      skipped_ = IsDone(op);
      if (skipped_) return;
      break;
    case Condition::kWithGuarded:
      if (skipped_) return;
      break;
    case Condition::kConditional:
      return TaintTargets(op);
  }
  if (op.kind <= OpKind::kSetSchema) return ApplyTableOp(op);
  if (op.kind <= OpKind::kAlterAttribute) return ApplyTypeOp(op);
  if (op.kind <= OpKind::kGrant) return ApplyOtherOp(op);
  ApplySessionOp(op);
}

void CatalogBuilder::NoteAliens(const Op& op) {
  if (closed_) return;                         // what is not known is not there
  if (op.kind == OpKind::kCreateRule) return;  // may name NEW and OLD
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
