// SPDX-License-Identifier: Apache-2.0
// Syntax that the server is too old for.
#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

struct Newer {
  int since = 0;
  std::string_view what;
};

// Long: one case for each kind of op.
Newer Of(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateIndex:
      if (static_cast<const CreateIndex&>(op).nulls_not_distinct) {
        return {15, "NULLS NOT DISTINCT"};
      }
      return {};
    case OpKind::kReindex:
      if (static_cast<const Reindex&>(op).concurrently) {
        return {12, "REINDEX CONCURRENTLY"};
      }
      return {};
    case OpKind::kDetachPartition: {
      const auto& detach = static_cast<const DetachPartition&>(op);
      if (detach.concurrently || detach.finalize) {
        return {14, "DETACH PARTITION CONCURRENTLY"};
      }
      return {};
    }
    case OpKind::kCreateTrigger:
      if (static_cast<const CreateTrigger&>(op).or_replace) {
        return {14, "CREATE OR REPLACE TRIGGER"};
      }
      return {};
    case OpKind::kAlterGenerated:
      switch (static_cast<const AlterGenerated&>(op).change) {
        case GeneratedChange::kSetExpression:
          return {17, "SET EXPRESSION"};
        case GeneratedChange::kDropExpression:
          return {13, "DROP EXPRESSION"};
        default:
          return {};
      }
    case OpKind::kAlterTable:
      switch (static_cast<const AlterTable&>(op).change) {
        case TableChange::kSetAccessMethod:
          return {15, "SET ACCESS METHOD"};
        case TableChange::kCompression:
          return {14, "SET COMPRESSION"};
        default:
          return {};
      }
    case OpKind::kAlterConstraint:
      if (static_cast<const AlterConstraint&>(op).sets_enforced) {
        return {18, "ALTER CONSTRAINT ... ENFORCED"};
      }
      return {};
    default:
      return {};
  }
}

Newer Of(const Constraint& one) {
  if (!one.enforced) return {18, "NOT ENFORCED"};
  if (one.kind == ConstraintKind::kNotNull) {
    return {18, "NOT NULL as a table constraint"};
  }
  if (one.nulls_not_distinct) return {15, "NULLS NOT DISTINCT"};
  return {};
}

Newer Of(const ColumnDef& column) {
  if (column.generated == Generated::kVirtual) {
    return {18, "virtual generated columns"};
  }
  if (column.generated == Generated::kStored) {
    return {12, "generated columns"};
  }
  Newer newest;
  for (const Constraint& one : column.constraints()) {
    Newer of = Of(one);
    if (of.since > newest.since) newest = of;
  }
  return newest;
}

Verdict Judge(const Case& c, const Newer& newer, Span span) {
  if (newer.since <= c.pg_version()) return {};
  Refusal out = c.Refuse(Cause::kNewerSyntax, "42601", span,
                         "PostgreSQL {} does not know {}: it came with {}",
                         c.pg_version(), newer.what, newer.since);
  out.evidence = Evidence::kVersion;
  return out;
}

}  // namespace

Verdict CheckVersion(const Case& c) {
  if (c.pg_version() >= 18) return {};
  const Op& op = c.op();
  if (const auto* create = As<CreateTable>(op)) {
    for (const ColumnDef& column : create->columns) {
      if (auto verdict = Judge(c, Of(column), column.span)) return verdict;
    }
    for (const Constraint& one : create->constraints) {
      if (auto verdict = Judge(c, Of(one), one.span)) return verdict;
    }
    return {};
  }
  if (const auto* add = As<AddColumn>(op)) {
    return Judge(c, Of(add->column), add->column.span);
  }
  if (const auto* add = As<AddConstraint>(op)) {
    return Judge(c, Of(add->constraint), add->constraint.span);
  }
  return Judge(c, Of(op), op.span);
}

}  // namespace interlock::sql::refusal
