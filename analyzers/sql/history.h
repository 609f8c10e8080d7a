// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/settings.h"
#include "analyzers/sql/catalog.h"
#include "analyzers/sql/framework.h"
#include "analyzers/sql/reversal.h"
#include "parsers/sql/sql_file.h"

// The migration histories of a repository: which SQL files belong together,
// in which order they run, what undoes each, and the catalog they build.
//
// BuildHistories runs on one thread; what it returns is constant afterwards
// and may be read by any number of threads.
namespace interlock::sql {

// One step of a history.
struct Migration {
  std::string_view path;
  std::string version;
  const SqlFile* up = nullptr;  // null: the step is no SQL and was not read
  // What undoes it; null when nothing does. The same file as `up` when both
  // directions share it, told apart by their sections.
  const SqlFile* down = nullptr;
  // Asked for beside the file: Diesel's metadata.toml, Flyway's .conf.
  TransactionMode mode = TransactionMode::kDefault;
  Time first = kNever;  // the moment of ops[0] of `up`

  Time TimeOf(uint32_t op) const { return first + op; }
};

struct History;

// Where a file stands. `migration` is null for a rollback script; `history` is
// null for a file that is no migration.
struct Standing {
  const History* history = nullptr;
  const Migration* migration = nullptr;
  bool is_down = false;  // the file, as a whole, undoes a migration
};

struct History {
  Framework framework = Framework::kPlain;
  std::string folder;
  std::vector<Migration> migrations;      // in the order they run
  std::vector<const SqlFile*> rollbacks;  // scripts that undo the whole
  // A single file that nothing marks as part of a history: its tables exist
  // already unless it creates them.
  bool lone = false;
  // Somebody wrote a down for some migration, so one is expected of each.
  bool has_downs = false;
  ProjectSettings settings;
  Catalog catalog;
  // What goes down: one for each migration that is SQL, in order, when the
  // history has downs at all. Filled in by who knows what is asked.
  std::vector<ReversalVerdict> reversals;
  // Of the first history alone: the standing of every file of all of them,
  // sorted by file.
  std::vector<std::pair<const SqlFile*, Standing>> standings;

  // The migration that is the newest that could be read; null without any.
  const Migration* Newest() const;
  // The migration that an earlier op belongs to; null for times before all.
  const Migration* MigrationAt(Time time) const;
  const Op* OpAt(Time time) const;
};

// What a file is written for.
enum class Dialect : uint8_t { kPostgres, kOther };

// One parsed SQL file.
struct HistoryInput {
  std::string_view path;
  const SqlFile* file = nullptr;
  Dialect dialect = Dialect::kPostgres;
};

// `inputs` and `paths` are sorted by path. `text_of` gives metadata files.
// `baselines` are schemas that stood before; see baseline.h.
std::vector<std::unique_ptr<History>> BuildHistories(
    std::span<const HistoryInput> inputs, std::span<const std::string> paths,
    const ProjectSettings& settings, const TextOf& text_of,
    std::span<const SqlFile* const> baselines = {});

// Takes O(log n) of all files.
Standing Locate(std::span<const std::unique_ptr<History>> histories,
                const SqlFile& file);

}  // namespace interlock::sql
