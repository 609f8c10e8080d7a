// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "analyzers/sql/catalog.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// Whether a history describes everything there is, or begins on a database
// that already holds something.
enum class Beginning : uint8_t { kEmpty, kPopulated };

// The fold: applies ops in their order to one catalog. Each op costs a lookup
// or two; nothing is copied.
class CatalogBuilder {
 public:
  CatalogBuilder(Catalog& catalog, Beginning beginning);

  // Session state ends with each file.
  void BeginFile(const SqlFile& file, Time time);
  // `time` rises with every call.
  void Apply(const Op& op, Time time);
  // Something that is no SQL ran here: from now on nothing is certain.
  void ApplyUnseen(Time time);
  void Finish(Time end) { catalog_.end_ = end; }

 private:
  template <class T>
  const T& To(const Op& op) {
    return static_cast<const T&>(op);
  }
  View Now() const { return catalog_.At(time_); }
  std::string_view SchemaFor(const Name& name) const;

  // Whether the op names a relation that the history never made.
  void NoteAliens(const Op& op);
  // Finds the relation, or assumes that it is older than the history.
  Relation* Need(const Name& name, RelationKind kind = RelationKind::kTable);
  Relation* Find(const Name& name);
  Slot* NameSlot(std::string_view schema, std::string_view name);
  Relation* Create(const Name& name, RelationKind kind);
  void Drop(const Name& name);
  void Forget(Relation& relation);
  void Place(Relation& relation, std::string_view schema,
             std::string_view name);

  void Apply(const CreateTable& op);
  void Apply(const AlterGenerated& op);
  void Apply(const AttachPartition& op);
  void Apply(const DetachPartition& op);
  void Apply(const RenameColumn& op);
  void Apply(const RenameObject& op);
  void Apply(const CreateIndex& op);
  void Apply(const CreateView& op);
  void Apply(const AddEnumValue& op);
  void Apply(const RenameEnumValue& op);
  void Apply(const CreateDomain& op);
  void Apply(const AlterDomain& op);
  void Apply(const CreateFunction& op);
  void Apply(const DropObject& op);
  void Apply(const Select& op);
  void Apply(const CallProcedure& op);
  void Apply(const SetVariable& op);
  void ApplyTableOp(const Op& op);
  void ApplyTableChange(const Op& op);
  ConstraintFact* Named(const Name& table, std::string_view constraint);
  void ApplyTypeOp(const Op& op);
  void ApplySessionOp(const Op& op);
  void Move(const Name& name, std::string_view schema, std::string_view to);
  void MoveType(const Name& name, std::string_view schema, std::string_view to);

  void AddParts(Relation& relation, const CreateTable& op);
  void AddColumnTo(Relation& relation, const ColumnDef& def);
  void AddConstraintTo(Relation& relation, const Constraint& constraint,
                       std::string_view column);
  void Link(Relation& parent, Relation& child, bool is_default);
  // Changes one column; assumes one that is not known.
  template <class F>
  void Change(const Name& table, std::string_view column, F change);
  void SetColumn(Relation& relation, std::string_view name,
                 const Column* column);
  TypeFact* CreateType(const Name& name, TypeKind kind);

  // A body of code ran: whatever it names may have changed.
  void Taint(std::string_view code);
  void TaintAll();

  Catalog& catalog_;
  const SqlFile* file_ = nullptr;
  Time time_ = kBeforeAll;
  size_t scanned_ = 0;  // bytes of code read so far
};

// The name the server would give: "orders_customer_id_fkey".
std::string_view ChosenName(Arena& arena, std::string_view table,
                            std::span<const std::string_view> columns,
                            std::string_view suffix);

}  // namespace interlock::sql
