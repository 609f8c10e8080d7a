// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with tables and their columns.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {
namespace {

bool IsPlain(const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  return !op.as_query && origin.inherits.empty() && origin.likes.empty() &&
         origin.partition_of.empty() && origin.of_type.empty() &&
         op.columns.size() <= kMaxListedColumns;
}

// The server makes a table's constraints in this order, which decides which
// of two equal names gets the number.
using Constraints = SmallList<const Constraint*, 32>;
Constraints InOrder(const CreateTable& op) {
  Constraints all;
  for (const ColumnDef& def : op.columns) {
    for (const Constraint& each : def.constraints()) {
      all.push_back(&each);
    }
  }
  for (const Constraint& each : op.constraints) all.push_back(&each);
  auto rank = [](const Constraint* stated) {
    switch (stated->kind) {
      case ConstraintKind::kCheck:
        return 0;
      case ConstraintKind::kNotNull:
        return 1;
      case ConstraintKind::kPrimaryKey:
        return 2;
      case ConstraintKind::kForeignKey:
        return 4;
      default:
        return 3;
    }
  };
  if (!std::ranges::is_sorted(all, {}, rank)) {
    std::ranges::stable_sort(all, {}, rank);
  }
  return all;
}

// A second key over the same columns is left out, its name given to the first.
bool Repeats(const Constraint& one, const Constraint& other) {
  bool keys = (one.kind == ConstraintKind::kPrimaryKey ||
               one.kind == ConstraintKind::kUnique) &&
              other.kind == ConstraintKind::kUnique;
  return keys && one.deferrable == other.deferrable &&
         one.initially_deferred == other.initially_deferred &&
         one.nulls_not_distinct == other.nulls_not_distinct &&
         std::ranges::equal(one.columns, other.columns, {}, &Ident::text,
                            &Ident::text) &&
         std::ranges::equal(one.index->include, other.index->include, {},
                            &Ident::text, &Ident::text);
}

}  // namespace

void CatalogBuilder::SetColumn(Relation& relation, std::string_view name,
                               const Column* column) {
  Slot* slot = catalog_.columns_.FindOrAdd(arena(), &relation, {}, name);
  if (relation.changed == nullptr) {
    relation.changed = new std::vector<Slot*>();
  }
  if (slot->newest == nullptr) relation.changed->push_back(slot);
  slot->Append(arena(), time_, const_cast<Column*>(column));
}

ColumnRare* CatalogBuilder::RareOf(Column& column) {
  auto* rare = arena().New<ColumnRare>();
  if (column.rare != nullptr) *rare = *column.rare;
  column.rare = rare;
  return rare;
}

void CatalogBuilder::PutNew(Relation& relation, Column column) {
  column.position = ++relation.positions;
  SetColumn(relation, column.name, arena().New<Column>(column));
  LinkColumn(relation, column);
}

void CatalogBuilder::LinkColumn(Relation& relation, const Column& column) {
  if (column.type != nullptr) {
    // A copied column's type may have been renamed since it was written.
    Time written = column.typed == time_ ? time_ + 1 : column.typed;
    if (const Object* on = Now().TypeOf(*column.type, written)) {
      Depend(const_cast<Object&>(*on), {.who = &relation,
                                        .part = column.name,
                                        .proof = column.type,
                                        .bond = Bond::kColumnType});
    }
  }
  if (column.default_value != nullptr) {
    LinkDefault(relation, column.name, *column.default_value);
  }
  if (const Expr* made = Now().GeneratedAs(column)) {
    LinkFunctions(*made, relation, Bond::kGenerated, column.name, made);
  }
}

// nextval('s') needs the sequence, written as a constant, as well as the
// functions that are called.
void CatalogBuilder::LinkDefault(Relation& relation, std::string_view column,
                                 const Expr& value) {
  LinkFunctions(value, relation, Bond::kDefault, column, &value);
  auto there = Now().FindColumn(relation, column);
  bool copied =
      there && there->default_value == &value && there->defaulted != time_;
  if (copied) LinkKeptTypes(relation, column, value);
  bool next = std::ranges::any_of(value.functions(), [](const Name& name) {
    return name.name == "nextval" || name.name == "currval";
  });
  if (!next || file_ == nullptr) return;
  if (copied) return LinkCopiedDefault(relation, column, value);
  Name name = NameInQuotes(file_->source->Text(value.span));
  Relation* sequence = name.empty() ? nullptr : Find(name);
  if (sequence == nullptr || sequence->kind != RelationKind::kSequence) return;
  Depend(*sequence, {.who = &relation,
                     .part = column,
                     .proof = &value,
                     .bond = Bond::kDefault});
}

void CatalogBuilder::MakeColumnSequence(Relation& relation,
                                        const ColumnDef& def) {
  if (IsSerial(def.type.name())) {
    Relation* made = MakeSequence(relation, def.name.text, {}, false);
    PartsOf(*made).sequence_type = def.type.name();
  } else if (IsIdentity(def.generated)) {
    const SequenceOptions& options = *def.extras->identity;
    Relation* made =
        MakeSequence(relation, def.name.text, options.name.name, true);
    PartsOf(*made).sequence_type = def.type.name();
    SayOfSequence(*made, options);
  }
}

// A copy of a converted value goes with the value's type as the first does.
void CatalogBuilder::LinkKeptTypes(Relation& relation, std::string_view column,
                                   const Expr& value) {
  for (Object* type : kept_types_) {
    if (!Spend()) return;
    bool serves = false;
    Now().EachDependent(*type, [&](const Dependent& link) {
      serves |= link.bond == Bond::kDefault && link.proof == &value;
    });
    if (!serves) continue;
    Depend(*type, {.who = &relation,
                   .part = column,
                   .proof = &value,
                   .bond = Bond::kDefault});
  }
}

// Its text is older, and so is the sequence's name in it.
void CatalogBuilder::LinkCopiedDefault(Relation& relation,
                                       std::string_view column,
                                       const Expr& value) {
  std::vector<Relation*> read;
  for (const Slot* slot : catalog_.name_slots_) {
    if (!Spend()) return;
    auto* sequence = static_cast<Relation*>(slot->At(time_ + 1));
    if (sequence == nullptr || sequence->kind != RelationKind::kSequence) {
      continue;
    }
    bool serves = false;
    Now().EachDependent(*sequence, [&](const Dependent& link) {
      serves |= link.bond == Bond::kDefault && link.proof == &value;
    });
    if (serves) read.push_back(sequence);
  }
  for (Relation* sequence : read) {
    Depend(*sequence, {.who = &relation,
                       .part = column,
                       .proof = &value,
                       .bond = Bond::kDefault});
  }
}

Relation* CatalogBuilder::MakeSequence(Relation& relation,
                                       std::string_view column,
                                       std::string_view name, bool identity) {
  QualifiedName table = Now().NameOf(relation);
  if (name.empty()) {
    name = ChooseRelationName(table.schema, table.name, column, "seq", false);
  }
  Relation* sequence = Create(table.schema, name, RelationKind::kSequence);
  PartsOf(*sequence).identity = identity;
  sequence->persistence = Now().PersistenceOf(relation);
  if (const Note* owner = Now().Said(relation, Trait::kOwner)) {
    Say(*sequence, Trait::kOwner, owner->value);
  }
  Own(*sequence, relation, column);
  if (!identity) ServeDefault(*sequence, relation, column, 0);
  return sequence;
}

// The children that were given the column read the same sequence.
void CatalogBuilder::ServeDefault(Relation& sequence, Relation& relation,
                                  std::string_view name, int depth) {
  Depend(sequence, {.who = &relation, .part = name, .bond = Bond::kDefault});
  if (depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    auto column = Now().FindColumn(child, name);
    if (!column || column->added != time_) return;
    RareOf(*column)->sequence = &sequence;
    SetColumn(child, name, arena().New<Column>(*column));
    ServeDefault(sequence, child, name, depth + 1);
  });
}

Relation* CatalogBuilder::SequenceBehind(Relation& relation,
                                         const Column& column) {
  if (!column.serial) return nullptr;
  if (column.rare != nullptr && column.rare->sequence != nullptr) {
    return column.rare->sequence;
  }
  return const_cast<Relation*>(Now().SequenceOf(relation, column.name));
}

void CatalogBuilder::CopySerial(Relation& from, const Column& column,
                                Relation& to, Column& copy) {
  if (!copy.serial) return;
  Relation* sequence = SequenceBehind(from, column);
  if (sequence == nullptr) return;
  RareOf(copy)->sequence = sequence;
  Depend(*sequence, {.who = &to, .part = copy.name, .bond = Bond::kDefault});
}

// Adds one column, without the constraints that stand with it.
void CatalogBuilder::AddColumnTo(Relation& relation, const ColumnDef& def) {
  Column column = Column::From(def, time_);
  NameNotNull(relation, column, {});
  PutNew(relation, column);
}

void CatalogBuilder::AddColumn(Relation& relation, const ColumnDef& def,
                               int depth, std::string_view not_null_name) {
  View now = Now();
  auto there = now.FindColumn(relation, def.name.text);
  if (depth > 0 && there) {
    ++there->parents;
    if (!not_null_name.empty()) {
      HandDownNotNull(relation, *there, not_null_name);
    }
    SetColumn(relation, def.name.text, arena().New<Column>(*there));
  } else {
    Column column = Column::From(def, time_);
    column.local = depth == 0;
    column.parents = depth == 0 ? 0 : 1;
    bool partition = relation.parent != nullptr && relation.detached == kNever;
    if (depth > 0 && IsIdentity(column.generated) &&
        (!partition || catalog_.pg_version_ < 17)) {
      column.generated = Generated::kNo;
    }
    if (not_null_name.empty()) {
      NameNotNull(relation, column, {});
    } else {
      column.not_null = Answer::kNo;
      HandDownNotNull(relation, column, not_null_name);
    }
    PutNew(relation, column);
    bool named = catalog_.pg_version_ >= 18 && depth == 0 &&
                 column.not_null == Answer::kYes;
    std::string name = named ? Now().NotNullName(relation, column) : "";
    not_null_name = depth == 0 ? arena().Copy(name) : not_null_name;
  }
  if (depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    AddColumn(child, def, depth + 1, not_null_name);
  });
}

void CatalogBuilder::Apply(const interlock::sql::AddColumn& op) {
  Relation* table = Need(op.table);
  const ColumnDef& def = op.column;
  bool there = Now().FindColumn(*table, def.name.text).has_value();
  if (there && op.if_not_exists) return;
  AddColumn(*table, def, 0, {});
  MakeColumnSequence(*table, def);
  for (const Constraint& constraint : def.constraints()) {
    AddConstraintTo(*table, constraint);
  }
}

// Columns of large tables get a slot at once; those of small ones are read
// off their CREATE TABLE until they change.
void CatalogBuilder::AddParts(Relation& relation, const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  size_t like = 0;
  uint32_t place = 0;
  auto likes_before = [&](uint32_t column) {
    while (like < origin.likes.size() &&
           (like >= origin.like_parts.size() ||
            origin.like_parts[like].columns_before <= column)) {
      uint16_t options = like < origin.like_parts.size()
                             ? origin.like_parts[like].options
                             : uint16_t{0};
      const Name& name = origin.likes[like];
      // Under the names from before this table was there.
      void* found =
          catalog_.Resolve(catalog_.names_, name.schema, name.name, time_);
      if (auto* from = static_cast<Relation*>(found)) {
        CopyLike(*from, relation, options);
      } else {
        relation.complete = false;
      }
      ++like;
    }
  };
  for (const ColumnDef& def : op.columns) {
    likes_before(place++);
    if (relation.listed) {
      Column column = Column::From(def, time_);
      column.position = static_cast<uint16_t>(place);
      if (catalog_.pg_version_ >= 18) {
        NameNotNull(relation, column, {});
        if (column.rare != nullptr) {
          SetColumn(relation, column.name, arena().New<Column>(column));
        }
      }
      LinkColumn(relation, column);
      continue;
    }
    MergeColumn(relation, def);
  }
  likes_before(UINT32_MAX);
}

// A column that a parent or a type has, too, is not added twice.
void CatalogBuilder::MergeColumn(Relation& relation, const ColumnDef& def) {
  auto there = Now().FindColumn(relation, def.name.text);
  if (!there) return AddColumnTo(relation, def);
  Column column = *there;
  if (!def.type.empty()) {
    column.type = &def.type;
    column.typed = time_;
    column.local = true;
    LinkType(def.type, relation, Bond::kColumnType, column.name, &def.type);
  }
  if (def.default_value().present()) {
    column.default_value = &def.default_value();
    column.defaulted = time_;
    column.serial = false;
    LinkDefault(relation, column.name, def.default_value());
  }
  if (IsSerial(def.type.name())) {
    column.serial = true;
    column.default_value = nullptr;
    if (column.rare != nullptr) RareOf(column)->sequence = nullptr;
  }
  if (def.generated != Generated::kNo) {
    column.generated = def.generated;
    if (def.generated_as().present()) {
      ColumnRare* rare = RareOf(column);
      rare->generated_as = &def.generated_as();
      rare->reads = def.generated_as().columns();
      rare->generated = rare->generated_written = time_;
    }
  }
  std::string_view name = def.extras->not_null == nullptr
                              ? std::string_view()
                              : def.extras->not_null->name.text;
  bool implied = IsSerial(def.type.name()) || IsIdentity(def.generated);
  if ((def.not_null || implied) && column.not_null == Answer::kYes) {
    RestateNotNull(relation, column, name);
  } else if (def.not_null || implied) {
    column.not_null = Answer::kYes;
    NameNotNull(relation, column, name);
  }
  SetColumn(relation, column.name, arena().New<Column>(column));
}

void CatalogBuilder::Apply(const CreateTable& op) {
  bool temporary = op.persistence == Persistence::kTemporary;
  std::string_view schema = temporary ? kTemporarySchema : SchemaFor(op.table);
  catalog_.has_temporary_ |= temporary;
  if (Relation* old = Find({schema, op.table.name, {}})) {
    if (op.if_not_exists) return;
    BuryRelation(*old);
  }
  Relation* table =
      Create(schema, op.table.name,
             op.foreign ? RelationKind::kForeignTable : RelationKind::kTable);
  if (temporary) temporary_.push_back(table);
  table->def = &op;
  table->persistence = op.persistence;
  table->partitioned = op.partitioned;
  table->complete = true;
  table->listed = IsPlain(op);
  if (table->listed) {
    table->positions = static_cast<uint16_t>(op.columns.size());
  }
  if (op.as_query) {
    table->complete =
        AddOutputs(*table, *op.origin->query, op.origin->as_names) &&
        op.origin->query->complete;
    if (op.with_data) table->filled = time_;
    return;
  }
  FillTable(*table, op);
}

// Long: parents, columns, sequences and constraints in the server's order.
void CatalogBuilder::FillTable(Relation& table, const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  // Under the names from before this table was there.
  auto before = [&](const Name& name) {
    return static_cast<Relation*>(
        catalog_.Resolve(catalog_.names_, name.schema, name.name, time_));
  };
  for (const Name& parent : origin.inherits) {
    Relation* known = before(parent);
    Inherit(known != nullptr ? *known : *Need(parent), table);
  }
  if (!origin.of_type.empty()) TakeType(table, origin.of_type);
  Relation* whole = nullptr;
  if (!origin.partition_of.empty()) {
    whole = before(origin.partition_of);
    if (whole == nullptr) whole = Need(origin.partition_of);
    Link(*whole, table, origin.bound, true, origin.partition_is_default);
    AdoptColumns(*whole, table, true);
  }
  AddParts(table, op);
  for (const ColumnDef& def : op.columns) MakeColumnSequence(table, def);
  if (whole != nullptr) {
    GiveIndexes(*whole, table);
    GiveForeignKeys(*whole, table);
    GiveTriggers(*whole, table);
  }
  bool likes = !origin.likes.empty();
  const Constraint* key = nullptr;  // the one before
  for (const Constraint* stated : InOrder(op)) {
    const Constraint& each = *stated;
    if (likes && each.kind == ConstraintKind::kForeignKey) {
      likes = false;
      CopyAllLikeKeys(table, op);
    }
    if (key != nullptr && Repeats(*key, each)) continue;
    if (each.kind == ConstraintKind::kPrimaryKey ||
        each.kind == ConstraintKind::kUnique) {
      key = &each;
    }
    AddConstraintTo(table, *stated);
  }
  if (likes) CopyAllLikeKeys(table, op);
}

void CatalogBuilder::CopyAllLikeKeys(Relation& table, const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  for (size_t i = 0; i < origin.likes.size(); ++i) {
    const Name& name = origin.likes[i];
    auto* from = static_cast<Relation*>(
        catalog_.Resolve(catalog_.names_, name.schema, name.name, time_));
    if (from == nullptr || i >= origin.like_parts.size()) continue;
    CopyLikeKeys(*from, table, origin.like_parts[i].options);
    if (origin.like_parts[i].options & kLikeStatistics) {
      CopyStatistics(*from, table);
    }
  }
}

// CREATE TABLE ... OF a composite type.
void CatalogBuilder::TakeType(Relation& table, const Name& name) {
  TypeFact* type = TypeNamed(name, TypeKind::kComposite);
  if (type->row == nullptr) {
    table.complete = false;
    return;
  }
  PartsOf(table).of_type = type;
  for (const Column& attribute : Now().Columns(*type->row)) {
    Column column = attribute;
    column.added = time_;
    column.local = true;
    PutNew(table, column);
  }
  Depend(*type, {.who = &table, .bond = Bond::kBuiltOn});
}

}  // namespace interlock::sql
