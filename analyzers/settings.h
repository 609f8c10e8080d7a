// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/sql/sql_file.h"

namespace interlock {

// How large a table is on the server that matters; -1 where nobody said.
struct TableSize {
  int64_t rows = -1;
  int64_t bytes = -1;        // of the table itself
  int64_t index_bytes = -1;  // of all its indexes
  bool known() const { return rows >= 0 || bytes >= 0; }
};

// What a name stands for: "orders", "shop.orders".
struct NamedSize {
  std::string name;
  TableSize size;
};

// MB (10^6 bytes) of table per second for each kind of work, and the bytes of
// a row where only their number is known. docs/snapshot.md has the formula.
struct CostModel {
  int scan = 200;
  int index_build = 50;
  int rewrite = 40;
  int row_bytes = 100;
};

// Tables no larger than both are small: nobody waits for long.
struct SmallTable {
  int64_t rows = 10'000;
  int64_t bytes = 10'000'000;
};

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
  bool default_branch_stated = false;
  // Globs: migration plans, files of flags, queries of the running release.
  std::vector<std::string> plan_paths;
  std::vector<std::string> flag_paths;
  std::vector<std::string> query_paths;
  int contract_days = 7;  // between an expand and its contract
  // From the config, or else from a snapshot. Sorted by name.
  std::vector<NamedSize> table_sizes;
  CostModel cost;
  SmallTable small_table;
};

}  // namespace interlock
