// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

struct PermissionInfo {
  std::string_view scope;
  std::string_view levels;  // separated by spaces
};
std::span<const PermissionInfo> AllPermissions();
const PermissionInfo* FindPermission(std::string_view scope);

enum class Level : uint8_t { kNone, kRead, kWrite };
std::string_view NameOf(Level level);  // "read"
// The level that stated permissions give a scope; a mapping gives none to what
// it leaves out. The form must not be absent or unclear.
Level LevelOf(const Permissions& permissions, std::string_view scope);

}  // namespace interlock::workflow
