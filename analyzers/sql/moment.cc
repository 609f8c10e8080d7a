// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"

namespace interlock::sql {

bool Moment::FindsColumn(const AddColumn& add) const {
  if (!add.if_not_exists) return false;
  const Relation* table = view.Find(add.table);
  if (table == nullptr) return false;
  std::optional<Column> column = view.FindColumn(*table, add.column.name.text);
  if (!column) return false;
  return table->tainted >= time || table->tainted < column->added;
}

Estimate Moment::EstimateOf(const Name& table) const {
  if (history.settings.table_sizes.empty()) return {};
  const RelationEffect* effect = effects().On(table.name);
  return EstimateOf(table, effect == nullptr ? Work::kInstant : effect->work);
}

namespace internal {

std::vector<uint32_t> UpStatements(const SqlFile& file) {
  std::vector<uint32_t> counts(file.units.size(), 0);
  for (const Statement& statement : file.statements) {
    if (statement.section == Section::kDown) continue;
    if (statement.unit < counts.size()) ++counts[statement.unit];
  }
  return counts;
}

}  // namespace internal

}  // namespace interlock::sql
