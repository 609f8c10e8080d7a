// SPDX-License-Identifier: Apache-2.0
// Statements that refuse to run in a transaction.
#include "analyzers/sql/effects.h"
#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

bool IsPartitioned(const Relation* table) {
  return table != nullptr && table->def != nullptr && table->def->partitioned;
}

// Long: one case for each kind of op.
bool RefusesTransaction(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateIndex:
      return static_cast<const CreateIndex&>(op).concurrently;
    case OpKind::kDropIndex:
      return static_cast<const DropIndex&>(op).concurrently;
    case OpKind::kReindex: {
      const auto& reindex = static_cast<const Reindex&>(op);
      bool one = reindex.object == ObjectKind::kIndex ||
                 reindex.object == ObjectKind::kTable;
      if (reindex.concurrently || !one) return true;
      const Relation* table = c.Sure(reindex.name);
      if (table != nullptr && table->table != nullptr) table = table->table;
      return IsPartitioned(table);
    }
    case OpKind::kDetachPartition:
      return static_cast<const DetachPartition&>(op).concurrently;
    case OpKind::kVacuum:
      return !static_cast<const Vacuum&>(op).analyze_only;
    case OpKind::kCluster:
      return static_cast<const Cluster&>(op).table.empty() ||
             IsPartitioned(c.Sure(static_cast<const Cluster&>(op).table));
    case OpKind::kAddEnumValue:
      return c.pg_version() < 12;
    case OpKind::kDropObject:
      return static_cast<const DropObject&>(op).object ==
                 ObjectKind::kDatabase ||
             static_cast<const DropObject&>(op).object ==
                 ObjectKind::kTablespace;
    case OpKind::kServerCommand: {
      std::string_view what = static_cast<const ServerCommand&>(op).what;
      for (std::string_view refused :
           {"CREATE DATABASE", "DROP DATABASE", "ALTER SYSTEM",
            "CREATE TABLESPACE", "DROP TABLESPACE"}) {
        if (what.starts_with(refused)) return true;
      }
      return false;
    }
    default:
      return false;
  }
}

}  // namespace

Verdict CheckTransaction(const Case& c) {
  if (!c.transaction().InTransaction() || !RefusesTransaction(c)) return {};
  return c.Refuse(Cause::kRunsInTransaction, "25001", {},
                  "the statement cannot run in a transaction");
}

}  // namespace interlock::sql::refusal
