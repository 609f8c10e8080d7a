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
  if (!cache.asked) {
    cache.asked = true;
    const Statement& whole = statement();
    Time first = time - (index - whole.first_op);
    std::optional<Refusal> found = TooNewFor(pg_version(), file, op.statement);
    if (!found) {
      found = RefusalOf(file.OpsOf(whole),
                        {view.Just(first), pg_version(), settings, transaction,
                         file.source->text().substr(0, whole.span.end)});
    }
    if (found) cache.refusal = std::make_unique<Refusal>(*std::move(found));
  }
  return cache.refusal.get();
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

Moments::Moments(const History& history, const Migration& migration)
    : history_(history), migration_(migration) {
  settings_.emplace_back(history.settings.session_settings);
  if (migration.up == nullptr) return;
  const SqlFile& file = *migration.up;
  refusals_.resize(file.statements.size());
  all_.reserve(file.ops.size());
  kinds_.reserve(file.ops.size());
  EachStep(history, migration, [&](const Step& step) {
    all_.push_back({history, migration, file, step.op, step.index, step.time,
                    history.catalog.At(step.time), settings_.back(),
                    step.transaction, refusals_[step.op.statement]});
    kinds_.push_back(step.op.kind);
    any_in_transaction_ |= all_.back().InTransaction();
    if (Settings::Follows(step.op.kind)) {
      settings_.push_back(settings_.back());
      settings_.back().After(step.op, step.transaction.InTransaction());
    }
  });
}

}  // namespace interlock::sql
