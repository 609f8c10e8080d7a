// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/permission_table.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr PermissionInfo kPermissions[] = {
#define INTERLOCK_PERMISSION(scope, levels) {scope, levels},
#include "analyzers/workflow/tables/permissions.def"
#undef INTERLOCK_PERMISSION
};

}  // namespace

std::span<const PermissionInfo> AllPermissions() { return kPermissions; }

const PermissionInfo* FindPermission(std::string_view scope) {
  for (const PermissionInfo& info : kPermissions) {
    if (info.scope == scope) return &info;
  }
  return nullptr;
}

std::string_view NameOf(Level level) {
  switch (level) {
    case Level::kRead:
      return "read";
    case Level::kWrite:
      return "write";
    case Level::kNone:
      break;
  }
  return "none";
}

Level LevelOf(const Permissions& permissions, std::string_view scope) {
  if (permissions.form == PermissionsForm::kReadAll) return Level::kRead;
  if (permissions.form == PermissionsForm::kWriteAll) return Level::kWrite;
  for (const Variable& one : permissions.scopes) {
    if (one.name.text != scope) continue;
    if (one.value.text == "write") return Level::kWrite;
    return one.value.text == "read" ? Level::kRead : Level::kNone;
  }
  return Level::kNone;
}

}  // namespace interlock::workflow
