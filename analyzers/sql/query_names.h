// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "analyzers/sql/catalog.h"

// What the names in a query mean in a catalog.
namespace interlock::sql {

// A column of a relation that a name in a query may mean.
struct Meaning {
  const Relation* relation;  // null: of something that is no relation
  std::string_view column;
  const TypeName* type = nullptr;  // null: not known
  Time typed = kBeforeAll;
  bool sure = true;
};

// What a query gives: one for each column, in order.
struct Output {
  std::string_view name;  // empty: not known
  const TypeName* type = nullptr;
  Time typed = kBeforeAll;
};

class QueryNames {
 public:
  QueryNames(const Query& query, const View& view)
      : query_(query), view_(view) {}

  // All that the use may mean: one when sure; more when the name is that of
  // columns of several relations; every column for a star.
  std::vector<Meaning> Of(const ColumnUse& use) const { return Of(use, 0); }
  // False when the columns are not all known.
  bool Outputs(std::vector<Output>& out) const { return OutputsOf(0, out, 0); }

 private:
  std::vector<Meaning> Of(const ColumnUse& use, int depth) const;
  const Relation* RelationOf(const QuerySource& source) const;
  bool InRelation(const QuerySource& source, const ColumnUse& use,
                  std::vector<Meaning>& out) const;
  void InSource(const QuerySource& source, const ColumnUse& use, int depth,
                std::vector<Meaning>& out) const;
  bool ColumnsOf(const QuerySource& source, int depth,
                 std::vector<Meaning>& out) const;
  // `out` is empty before.
  bool OutputsOf(uint32_t scope, std::vector<Output>& out, int depth) const;
  bool Collect(uint32_t scope, std::vector<Output>& out, int depth) const;
  bool IsTooDeep(int depth) const;
  bool ArmOutputs(uint32_t scope, std::vector<Output>& out, int depth) const;
  Output OutputOf(const OutputColumn& column, int depth) const;

  const Query& query_;
  View view_;
  struct Given {
    std::vector<Output> outputs;
    bool whole = false;
  };
  // What each scope gives, once somebody asked.
  mutable std::vector<std::optional<Given>> given_;
  // Something was too deep: a recursive query, or a hostile one. What was
  // found since depends on where it was asked from, and is not kept.
  mutable bool cut_ = false;
  // Of each source, once it was looked for.
  mutable std::vector<std::optional<const Relation*>> relations_;
};

}  // namespace interlock::sql
