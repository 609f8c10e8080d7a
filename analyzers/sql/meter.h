// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/effects.h"

namespace interlock::sql {

// Collects what one op does; effects.h is what the rest of the house sees.
class Meter {
 public:
  Meter(const View& view, int pg_version, const Settings& settings)
      : view_(view), pg_version_(pg_version), settings_(settings) {}

  Effects Measure(const Op& op);

 private:
  template <class T>
  static const T& To(const Op& op) {
    return static_cast<const T&>(op);
  }

  RelationEffect& Add(const Name& name, Fact fact) {
    return AddTo(name, view_.Find(name), fact);
  }
  RelationEffect& AddTo(const Name& name, const Relation* relation, Fact fact);
  Fact FactOf(const AddColumn& op, bool& assumed) const;
  Fact FactOf(const AlterColumnType& op, bool& assumed) const;
  Fact FactOf(const SetNotNull& op) const;
  static Fact FactOf(const Constraint& constraint);
  static Fact FactOf(const AlterTable& op);

  void Measure(const CreateTable& op);
  void Measure(const DropTable& op);
  void Measure(const AddColumn& op);
  void Measure(const AddConstraint& op);
  void Measure(const DropConstraint& op);
  void Measure(const CreateIndex& op);
  void Measure(const DropIndex& op);
  void Measure(const Reindex& op);
  void Measure(const AttachPartition& op);
  void Measure(const DetachPartition& op);
  void Measure(const RenameObject& op);
  void Measure(const DropObject& op);
  void Measure(const LockTable& op);
  void Measure(const Vacuum& op);
  void Measure(const ServerCommand& op);
  bool MeasureColumn(const Op& op);
  bool MeasureTable(const Op& op);
  bool MeasureData(const Op& op);
  void MeasureRest(const Op& op);

  const View& view_;
  int pg_version_;
  const Settings& settings_;
  Effects effects_;
};

}  // namespace interlock::sql
