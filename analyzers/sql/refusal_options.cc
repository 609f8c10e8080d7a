// SPDX-License-Identifier: Apache-2.0
// Storage parameters that no table has.
#include <algorithm>
#include <array>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

// Of the newest server that is known; an older one takes fewer.
constexpr int kNewest = 18;
constexpr auto kOfTables = std::to_array<std::string_view>({
    "autovacuum_analyze_scale_factor",
    "autovacuum_analyze_threshold",
    "autovacuum_enabled",
    "autovacuum_freeze_max_age",
    "autovacuum_freeze_min_age",
    "autovacuum_freeze_table_age",
    "autovacuum_multixact_freeze_max_age",
    "autovacuum_multixact_freeze_min_age",
    "autovacuum_multixact_freeze_table_age",
    "autovacuum_vacuum_cost_delay",
    "autovacuum_vacuum_cost_limit",
    "autovacuum_vacuum_insert_scale_factor",
    "autovacuum_vacuum_insert_threshold",
    "autovacuum_vacuum_max_threshold",
    "autovacuum_vacuum_scale_factor",
    "autovacuum_vacuum_threshold",
    "fillfactor",
    "log_autovacuum_min_duration",
    "oids",
    "parallel_workers",
    "toast_tuple_target",
    "user_catalog_table",
    "vacuum_index_cleanup",
    "vacuum_max_eager_freeze_failure_rate",
    "vacuum_truncate",
});

}  // namespace

Verdict CheckOptions(const Case& c) {
  const auto* op = As<AlterTable>(c.op());
  bool sets = op != nullptr && op->change == TableChange::kSetOptions &&
              op->object == ObjectKind::kTable;
  if (!sets || c.pg_version() > kNewest) return {};
  const Relation* table = c.Sure(op->table);
  if (table == nullptr || table->kind != RelationKind::kTable) return {};
  bool whole = table->def != nullptr && table->def->partitioned;
  for (const Option& option : op->options) {
    if (!option.space.empty() || HoldsPlaceholder(option.name.text)) return {};
    bool known = std::ranges::binary_search(kOfTables, option.name.text);
    if (known && !whole) continue;
    // Servers in between were not asked what they call it.
    bool old = c.pg_version() <= 15;
    if (whole && !old && c.pg_version() < kNewest) return {};
    std::string_view state = whole && !old ? "42809" : "22023";
    Refusal out =
        c.Refuse(Cause::kInvalidDefinition, state, option.name.span,
                 "{} has no storage parameter {}",
                 whole ? "a partitioned table" : "a table", option.name.text);
    if (whole) out.help = "set it on the partitions";
    return out;
  }
  return {};
}

}  // namespace interlock::sql::refusal
