// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kKindNames[] = {"other",      "sql",
                                           "workflow",   "action",
                                           "protection", "exceptions",
                                           "config",     "yaml",
                                           "json",       "toml",
                                           "env",        "markdown",
                                           "own-config", "migration-facts",
                                           "hcl",        "queries"};

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
    {"**/flags.yaml", FileKind::kYaml},
    {"**/flags.yml", FileKind::kYaml},
    {"**/migration-plan.md", FileKind::kMarkdown},
    {"**/migration_plan.md", FileKind::kMarkdown},
    {"**/migrations/plan.md", FileKind::kMarkdown},
    {"**/sqitch.plan", FileKind::kMigrationFacts},
    {"**/atlas.sum", FileKind::kMigrationFacts},
    {"**/meta/_journal.json", FileKind::kMigrationFacts},
    {"**/meta/_journal.json", FileKind::kMigrationFacts},
    {"**/migration_lock.toml", FileKind::kMigrationFacts},
    {"**/metadata.toml", FileKind::kMigrationFacts},
    {"**/diesel.toml", FileKind::kMigrationFacts},
    {"**/flyway.toml", FileKind::kMigrationFacts},
    {"**/*.tf", FileKind::kHcl},
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

FileKind KindOf(std::string_view path, std::string_view text,
                const ProjectSettings& settings) {
  auto named = [&](const std::vector<std::string>& globs) {
    return std::ranges::any_of(
        globs, [&](const std::string& glob) { return GlobMatch(glob, path); });
  };
  FileKind kind = Classify(path, text);
  if (kind != FileKind::kOther) return kind;
  if (named(settings.plan_paths)) return FileKind::kMarkdown;
  if (named(settings.flag_paths)) return FileKind::kYaml;
  if (named(settings.query_paths)) return FileKind::kQueries;
  return kind;
}

}  // namespace interlock
