// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/sql/effects.h"

namespace interlock::sql {

// Collects what one op does; effects.h is what the rest of the house sees.
// One file for each family of ops: meter_columns.cc, meter_constraints.cc, ...
class Meter {
 public:
  Meter(const Setting& setting, Detail detail)
      : setting_(setting), view_(setting.view), detail_(detail) {}

  Effects Measure(const Op& op);

 private:
  template <class T>
  static const T& To(const Op& op) {
    return static_cast<const T&>(op);
  }
  // Whom an action reaches besides the table it names.
  enum class Reach : uint8_t { kAlone, kChildren };

  bool full() const { return detail_ == Detail::kFull; }
  int version() const { return setting_.pg_version; }

  // --- meter.cc: what is touched ---
  RelationEffect& Add(const Name& name, Fact fact) {
    return AddTo(name, view_.Find(name), fact);
  }
  RelationEffect& AddTo(const Name& name, const Relation* relation, Fact fact);
  RelationEffect& AddRelation(const Relation& relation, Fact fact, Span span);
  // The same lock on each table below it and, where rows are touched, the same
  // work; a partitioned table has none of its own. Takes a copy: the list
  // grows.
  void Spread(RelationEffect item);
  void AddIndex(const Relation& index, Lock lock, bool rebuilt);
  // All of its indexes; those of tables below are not looked at.
  void AddIndexes(const Relation& table, Lock lock, bool rebuilt);
  std::vector<const Relation*> Below(const Relation& top) const;
  bool HasChildren(const Relation& relation) const;

  // --- meter_columns.cc ---
  bool MeasureColumn(const Op& op);
  void Measure(const AddColumn& op);
  void Measure(const DropColumn& op);
  void Measure(const AlterColumnType& op);
  void Measure(const SetNotNull& op);
  void Measure(const AlterGenerated& op);
  Fact FactOf(const AddColumn& op, Reach reach, Doubt& doubt) const;
  Doubt DoubtOfDefault(const Expr& value, bool& rewrites) const;
  Fact FactOf(const SetNotNull& op) const;
  bool DroppedHere(const Relation& table, const ConstraintFact& proof) const;
  bool ProvesNotNull(const Relation& table, std::string_view column) const;
  bool StaysNotNull(const Relation& table, std::string_view column) const;

  // --- meter_types.cc ---
  struct TypeChange {
    std::string_view column;
    const TypeName* from = nullptr;
    const TypeName* to = nullptr;
    Work cost = Work::kUnknown;
    bool same_operators = false;
    bool new_collation = false;
  };
  TypeChange ChangeOf(const AlterColumnType& op, const Relation& table) const;
  void ChangeType(const AlterColumnType& op, const Relation& table,
                  RelationEffect item);
  bool Uses(const Relation& index, std::string_view column) const;
  bool IsRemade(const Relation& index) const;
  bool KeepsIndex(const Relation& index, const TypeChange& change) const;
  bool IsChecked(const Relation& table, std::string_view column) const;
  void RemakeKeys(const Relation& table, const TypeChange& change,
                  RelationEffect& item);

  // --- meter_constraints.cc ---
  static Fact FactOf(const Constraint& constraint);
  void Measure(const AddConstraint& op);
  void AddKey(const AddConstraint& op, RelationEffect item);
  void AddForeignKey(const AddConstraint& op);
  void Measure(const DropConstraint& op);
  void Measure(const ValidateConstraint& op);
  void Measure(const AlterConstraint& op);
  void DropKeyTo(const ConstraintFact& fact, Fact as);
  void Referenced(const Name& name, Fact fact, Work work);

  // --- meter_tables.cc ---
  bool MeasureTable(const Op& op);
  void Measure(const CreateTable& op);
  void AttachIndex(const AttachPartition& op);
  void Measure(const AttachPartition& op);
  void Measure(const DetachPartition& op);
  void Measure(const AlterTable& op);
  void Measure(const RenameObject& op);
  static Fact FactOf(const AlterTable& op);
  void OwnedSequences(const Relation& table, Fact fact, Span span);
  bool IsHeap(const Relation& relation) const;
  std::string_view TablespaceOf(const Relation& relation) const;
  bool LiesIn(const Relation& relation, std::string_view tablespace) const;
  bool HasRowTrigger(const AlterTable& op, const Relation& relation) const;
  void DefaultPartition(const Relation& parent, const PartitionBound& bound,
                        Span span);
  // Who proves that its rows fit is not read.
  template <class F>  // Answer f(const Relation&)
  void SpreadUnproved(size_t at, F proves);
  void ReadAbove(const Relation& relation, Span span);
  Answer UnlessChecked(const Relation& rows) const;
  Answer FitsIn(const Relation& rows, const Relation& parent,
                const PartitionBound& bound) const;

  // --- meter_drops.cc ---
  void Measure(const DropTable& op);
  void Measure(const DropObject& op);
  void Measure(const DropIndex& op);
  void DropRelation(const Relation& relation, Span span);
  void DropNeeders(const std::vector<Needer>& needers, Span span);
  void DropSchema(const Name& schema);
  bool Seen(const Relation& relation) const;

  // --- meter_objects.cc ---
  bool MeasureObject(const Op& op);
  void Measure(const CreateIndex& op);
  void Measure(const Reindex& op);
  void RebuildIndexes(RelationEffect& item);
  void RebuildParts(const Relation& index);
  void Measure(const AlterDomain& op);
  void Measure(const CreateView& op);
  void Measure(const RefreshView& op);
  void Measure(const AlterSequence& op);
  void Read(std::span<const Name> names, Work work);

  // --- meter_data.cc ---
  bool MeasureData(const Op& op);
  void LookUp(const Relation* table, bool incoming);
  void Measure(const Insert& op);
  void UseSequences(const Select& op);
  const Relation* SequenceIn(std::string_view text, Span call) const;
  void Measure(const Truncate& op);
  void Measure(const LockTable& op);
  void Measure(const Vacuum& op);
  void Measure(const Cluster& op);
  void Measure(const ServerCommand& op);

  const Setting& setting_;
  const View& view_;
  Detail detail_;
  Effects effects_;
};

}  // namespace interlock::sql
