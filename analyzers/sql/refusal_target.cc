// SPDX-License-Identifier: Apache-2.0
// The relations that an op is about: there, and of a kind that it works on.
#include <array>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/targets.h"

namespace interlock::sql::refusal {
namespace {

constexpr uint8_t Bit(RelationKind kind) {
  return static_cast<uint8_t>(1u << static_cast<unsigned>(kind));
}
constexpr uint8_t kTables =
    Bit(RelationKind::kTable) | Bit(RelationKind::kForeignTable);
constexpr uint8_t kViews = Bit(RelationKind::kView);
constexpr uint8_t kMatviews = Bit(RelationKind::kMaterializedView);
constexpr uint8_t kIndexes = Bit(RelationKind::kIndex);
constexpr uint8_t kAny = 0xff;

// What an op needs of each relation that it names as its target.
struct Need {
  OpKind op;
  uint8_t kinds;  // those that it works on
  std::string_view noun;
  std::string_view missing = "42P01";
};
constexpr Need kNeeds[] = {
    {OpKind::kDropTable, kTables, "table"},
    {OpKind::kAddColumn, kTables, "table"},
    {OpKind::kDropColumn, kTables, "table"},
    {OpKind::kAlterColumnType, kTables, "table"},
    {OpKind::kSetNotNull, kTables, "table"},
    {OpKind::kDropNotNull, kTables, "table"},
    {OpKind::kSetDefault, kTables | kViews, "table"},
    {OpKind::kDropDefault, kTables | kViews, "table"},
    {OpKind::kAlterGenerated, kTables, "table"},
    {OpKind::kAddConstraint, kTables, "table"},
    {OpKind::kValidateConstraint, kTables, "table"},
    {OpKind::kDropConstraint, kTables, "table"},
    {OpKind::kAlterConstraint, kTables, "table"},
    {OpKind::kAttachPartition, kTables | kIndexes, "table"},
    {OpKind::kDetachPartition, kTables, "table"},
    {OpKind::kAlterTable, kAny, "relation"},
    {OpKind::kRenameTable, kAny, "relation"},
    {OpKind::kRenameColumn, kTables | kViews | kMatviews, "relation"},
    {OpKind::kCreateIndex, kTables | kMatviews, "table"},
    {OpKind::kDropIndex, kIndexes, "index", "42704"},
    {OpKind::kRefreshView, kMatviews, "materialized view"},
    {OpKind::kCreateTrigger, kTables | kViews, "table"},
    {OpKind::kCreatePolicy, kTables, "table"},
    {OpKind::kInsert, kTables | kViews, "table"},
    {OpKind::kUpdate, kTables | kViews, "table"},
    {OpKind::kDelete, kTables | kViews, "table"},
    {OpKind::kTruncate, kTables, "table"},
    {OpKind::kCopyData, kTables | kViews, "table"},
    {OpKind::kLockTable, kTables | kViews, "table"},
    {OpKind::kCluster, kTables | kMatviews, "table"},
};

constexpr size_t kOpCount = static_cast<size_t>(OpKind::kUnknown) + 1;
constexpr auto kNeedOf = [] {
  std::array<const Need*, kOpCount> table{};
  for (const Need& need : kNeeds) table[static_cast<size_t>(need.op)] = &need;
  return table;
}();

template <class T>
concept HasIfExists = requires(const T& op) {
  op.if_exists;
};

// IF EXISTS about the relation itself.
bool ToleratesMissing(const Op& op) {
  switch (op.kind) {
    case OpKind::kDropTable:
      return static_cast<const DropTable&>(op).if_exists;
    case OpKind::kDropIndex:
      return static_cast<const DropIndex&>(op).if_exists;
    case OpKind::kRenameTable:
      return static_cast<const RenameTable&>(op).if_exists;
    case OpKind::kRenameColumn:
      return static_cast<const RenameColumn&>(op).if_exists;
    default:
      return op.kind <= OpKind::kSetSchema;
  }
}

// A name that a constraint or a serial column may have made.
bool MayBeImplicit(OpKind kind) {
  return kind == OpKind::kDropIndex || kind == OpKind::kAlterTable ||
         kind == OpKind::kRenameTable || kind == OpKind::kAttachPartition;
}

Verdict CheckOne(const Case& c, const Need& need, const Name& name) {
  Sight sight = c.Look(name);
  if (sight.there == Answer::kNo) {
    if (ToleratesMissing(c.op())) return std::nullopt;
    if (sight.evidence == Evidence::kMissing && MayBeImplicit(need.op)) {
      return std::nullopt;
    }
    return c.Missing(need.noun, need.missing, name, sight);
  }
  if (sight.there != Answer::kYes) return std::nullopt;
  if ((need.kinds & Bit(sight.relation->kind)) != 0) return std::nullopt;
  bool odd = need.op == OpKind::kRefreshView &&
             sight.relation->kind == RelationKind::kTable;
  Refusal out = c.Refuse(Cause::kWrongKind, odd ? "0A000" : "42809", name.span,
                         "{} is {}, not {}", name.name,
                         WithArticle(NameOf(sight.relation->kind)),
                         WithArticle(need.noun));
  out.related = sight.relation->born;
  out.related_note = "created here";
  return out;
}

}  // namespace

Verdict CheckTarget(const Case& c) {
  const Need* need = kNeedOf[static_cast<size_t>(c.op().kind)];
  if (need == nullptr) return std::nullopt;
  Verdict verdict;
  ForEachTarget(c.op(), [&](const Name& name) {
    if (!verdict) verdict = CheckOne(c, *need, name);
  });
  return verdict;
}

}  // namespace interlock::sql::refusal
