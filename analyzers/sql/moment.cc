// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"

#include "analyzers/sql/refusal_since.h"

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
    cache.refusal = TooNewFor(pg_version(), file, op.statement);
    if (!cache.refusal) {
      cache.refusal =
          RefusalOf(file.OpsOf(whole),
                    {view.Just(first), pg_version(), settings, transaction,
                     file.source->text().substr(0, whole.span.end)});
    }
  }
  return cache.refusal ? &*cache.refusal : nullptr;
}

Estimate Moment::EstimateOf(const Name& table) const {
  if (history.settings.table_sizes.empty()) return {};
  const RelationEffect* effect = effects().On(table.name);
  return EstimateOf(table, effect == nullptr ? Work::kInstant : effect->work);
}

Setting Moment::Surroundings() const {
  const Statement& all = statement();
  std::span<const Op* const> ops = file.OpsOf(all);
  // What a DO block runs are statements of their own.
  bool block = ops.empty() || ops.front()->kind == OpKind::kDoBlock;
  if (block) ops = std::span(file.ops).subspan(index, 1);
  Time first = block ? time : time - (index - all.first_op);
  return {ops, view.Just(first), view, pg_version(), settings};
}

}  // namespace interlock::sql
