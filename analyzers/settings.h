// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "parsers/sql/sql_file.h"

namespace interlock {

// What the config says that analyzers need. Plain values: no config parsing
// below the engine.
struct ProjectSettings {
  int pg_version = 15;  // major; the oldest server that migrations must suit
  bool pg_version_stated = false;
  std::optional<sql::Framework> framework;  // overrides detection
  // Settings that the runner or role sets before each migration, such as
  // lock_timeout; written "name=value".
  std::vector<std::string> session_settings;
  std::vector<std::string> migration_paths;  // globs; empty: detect
  std::vector<std::string> rollback_paths;   // globs of rollback scripts
  bool history_starts_empty = true;  // false: tables may predate the history
  std::string default_branch = "main";
};

}  // namespace interlock
