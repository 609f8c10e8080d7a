// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "rules/sql/in_use.h"

// What rules about work that others wait for have in common.
namespace interlock::sql {

// How the op meets this table, when others use the table. Null when it is new
// in this file or temporary, or when the op leaves it alone.
inline const RelationEffect* MetInUse(const Moment& m, const Name& table) {
  const RelationEffect* item = m.effects().On(table.name);
  return item != nullptr && InUse(m, *item) ? item : nullptr;
}

// As sure as the facts are, with the table's size where it is known.
inline void Weigh(FindingBuilder& finding, const Moment& m,
                  const RelationEffect& item) {
  ShowOrigin(finding, m.history, item.relation);
  if (item.assumed) finding.Sure(Confidence::kLow);
  finding.Sized(m.EstimateOf(item.name));
}

// Whether whoever waits for a lock gives up, so that one which is brief stays
// brief for all that queue behind it.
inline bool GivesUpWaiting(const Moment& m) {
  return m.settings.lock_timeout().bounded();
}

// How many ops before or after another, or indexes of a table, are looked at:
// enough for what people write, and no more work on what they do not.
inline constexpr uint32_t kNear = 256;

// Why an added column makes the server write each row anew.
enum class RewriteCause : uint8_t {
  kNone,
  kSerial,
  kIdentity,
  kStored,
  kDomain,
  kDefault,
};
inline bool IsSerial(const TypeName& type) { return IsSerial(type.name()); }
inline RewriteCause RewriteCauseOf(const AddColumn& op, const Moment& m,
                                   const RelationEffect*& item) {
  item = MetInUse(m, op.table);
  if (item == nullptr || item->work != Work::kRewrite) {
    return RewriteCause::kNone;
  }
  if (m.FindsColumn(op)) return RewriteCause::kNone;
  const ColumnDef& column = op.column;
  if (IsSerial(column.type)) return RewriteCause::kSerial;
  switch (column.generated) {
    case Generated::kIdentityAlways:
    case Generated::kIdentityByDefault:
      return RewriteCause::kIdentity;
    case Generated::kStored:
      return RewriteCause::kStored;
    default:
      break;
  }
  bool domain = m.view.IsConstrainedDomain(column.type) == Answer::kYes;
  return domain ? RewriteCause::kDomain : RewriteCause::kDefault;
}

// The text of the table's name as it is written.
inline std::string_view Written(const Moment& m, const Name& name) {
  return m.file.source->Text(name.span);
}

}  // namespace interlock::sql
