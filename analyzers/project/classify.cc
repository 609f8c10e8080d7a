// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/config/config.h"
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/governance/governance.h"
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
                                           "queries",    "governance",
                                           "script",     "document",
                                           "terraform"};

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
    {".github/dependabot.yml", FileKind::kYaml},
    {".github/dependabot.yaml", FileKind::kYaml},
    {".github/settings.yml", FileKind::kProtection},
    {".github/settings.yaml", FileKind::kProtection},
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
    {"**/*.sql.conf", FileKind::kMigrationFacts},
    {"**/flyway.conf", FileKind::kMigrationFacts},
};

// Pages on which a release leans are found by their names.
constexpr std::string_view kDocumentWords[] = {
    "runbook", "rollback", "migration", "release", "readiness", "recovery"};
constexpr std::string_view kDocumentFolders[] = {"docs/", "ops/", "SECURITY/",
                                                 "runbooks/", "RUNBOOKS/"};

bool IsDocument(std::string_view path) {
  if (!path.ends_with(".md")) return false;
  bool placed = std::ranges::any_of(
      kDocumentFolders, [&](auto one) { return path.starts_with(one); });
  if (!placed) return false;
  std::string lower = AsciiLower(path);
  return std::ranges::any_of(kDocumentWords, [&](auto word) {
    return lower.find(word) != std::string::npos;
  });
}

// Programs that run beside a release, by where they stand and what they are.
constexpr std::string_view kScriptExtensions[] = {
    ".sh", ".bash", ".js", ".cjs", ".mjs", ".ts", ".py", ".rb"};
constexpr std::string_view kScriptFolders[] = {
    "scripts", "script", "bin", "tools", "ops", ".ci", "ci", "hack", "jobs"};

bool IsScript(std::string_view path) {
  auto extension =
      std::ranges::find(kScriptExtensions, std::string_view(Extension(path)));
  if (extension == std::end(kScriptExtensions)) return false;
  for (std::string_view part : Split(DirName(path), '/')) {
    if (part == "node_modules" || part == "test" || part == "tests") {
      return false;
    }
  }
  std::string name = AsciiLower(BaseName(path));
  if (name.find("backfill") != std::string::npos) return true;
  for (std::string_view part : Split(DirName(path), '/')) {
    if (std::ranges::find(kScriptFolders, part) != std::end(kScriptFolders)) {
      return true;
    }
  }
  return false;
}

constexpr std::string_view kSqlExtensions[] = {".sql", ".ddl", ".pgsql",
                                               ".psql"};

}  // namespace

std::string_view NameOf(FileKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

FileKind Classify(std::string_view path, std::string_view text) {
  if (exceptions::FormatOf(path, text)) return FileKind::kExceptions;
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
  if (config::SortOf(path, text)) return FileKind::kConfig;
  if (governance::SortOf(path, text)) return FileKind::kGovernance;
  if (extension == ".tf") return FileKind::kTerraform;
  if (IsDocument(path)) return FileKind::kDocument;
  if (IsScript(path)) return FileKind::kScript;
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
