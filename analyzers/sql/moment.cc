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

const Refusal* Moment::refusal() const {
  RefusalCache& cache = refusal_cache;
  if (cache.statement != op.statement) {
    const Statement& whole = statement();
    Time first = time - (index - whole.first_op);
    cache.statement = op.statement;
    cache.refusal =
        RefusalOf(file.OpsOf(whole),
                  {view.Just(first), pg_version(), settings, transaction});
  }
  return cache.refusal ? &*cache.refusal : nullptr;
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
