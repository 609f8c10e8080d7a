// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kKindNames[] = {
    "other",      "sql",      "workflow",   "action",         "protection",
    "exceptions", "config",   "yaml",       "json",           "toml",
    "env",        "markdown", "own-config", "migration-facts"};

struct NamedKind {
  std::string_view glob;
  FileKind kind;
};

// By path alone; the first that matches.
constexpr NamedKind kByPath[] = {
    {".interlock.yml", FileKind::kOwnConfig},
    {".github/workflows/*.yml", FileKind::kWorkflow},
    {".github/workflows/*.yaml", FileKind::kWorkflow},
    {"**/action.yml", FileKind::kAction},
    {"**/action.yaml", FileKind::kAction},
    {".github/settings.yml", FileKind::kProtection},
    {".github/settings.yaml", FileKind::kProtection},
    {".ci/config/release.yml", FileKind::kConfig},
    {".ci/config/slo.yml", FileKind::kConfig},
    {".ci/config/db.yml", FileKind::kConfig},
    {".ci/**/*.env", FileKind::kEnv},
    {"**/sqitch.plan", FileKind::kMigrationFacts},
    {"**/atlas.sum", FileKind::kMigrationFacts},
    {"**/migration_lock.toml", FileKind::kMigrationFacts},
    {"**/metadata.toml", FileKind::kMigrationFacts},
    {"**/diesel.toml", FileKind::kMigrationFacts},
    {"**/flyway.toml", FileKind::kMigrationFacts},
    {"**/*.sql.conf", FileKind::kMigrationFacts},
    {"**/flyway.conf", FileKind::kMigrationFacts},
};

constexpr std::string_view kSqlExtensions[] = {".sql", ".ddl", ".pgsql",
                                               ".psql"};

}  // namespace

std::string_view NameOf(FileKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

FileKind Classify(std::string_view path, std::string_view text) {
  if (exceptions::FormatOf(path)) return FileKind::kExceptions;
  std::string extension = AsciiLower(Extension(path));
  if (std::ranges::find(kSqlExtensions, extension) !=
      std::end(kSqlExtensions)) {
    return FileKind::kSql;
  }
  for (const NamedKind& one : kByPath) {
    if (GlobMatch(one.glob, path)) return one.kind;
  }
  if (protection::LooksLikeProtection(path, text)) {
    return FileKind::kProtection;
  }
  return FileKind::kOther;
}

}  // namespace interlock
