// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/settings.h"
#include "core/date.h"
#include "core/source.h"
#include "parsers/sql/sql_file.h"
#include "parsers/text/markdown.h"
#include "parsers/tree.h"

namespace interlock {

namespace sql {
struct History;
}
namespace workflow {
struct WorkflowSet;
}
namespace protection {
struct ProtectionSet;
class Verdicts;
}  // namespace protection
namespace exceptions {
struct ExceptionSet;
}
namespace governance {
struct GovernanceSet;
}
namespace config {
struct ConfigSet;
}

// What a file is for, from its path and, where that is not enough, its text.
enum class FileKind : uint8_t {
  kOther,       // known to exist, not looked into
  kSql,         // a migration, a rollback script or another SQL file
  kWorkflow,    // .github/workflows/*.yml
  kAction,      // action.yml
  kProtection,  // branch protection, ruleset, environment JSON; settings.yml
  kExceptions,  // allowlists of vulnerabilities
  kConfig,      // release.yml, slo.yml, db.yml and the like
  kYaml,
  kJson,
  kToml,
  kEnv,
  kMarkdown,
  kOwnConfig,  // .interlock.yml
  // Says how migrations run and is read as text alone: sqitch.plan,
  // atlas.sum, metadata.toml, flyway.conf.
  kMigrationFacts,
  kQueries,  // what pg_stat_statements printed, as CSV or JSON
  // Manifests, dashboards, catalogs and the like: governance/sorts.h.
  kGovernance,
  kScript,    // a program that a gate may run; read as text alone
  kDocument,  // a page that a release leans on: runbooks, rollback criteria
  kTerraform,
};
std::string_view NameOf(FileKind kind);  // "workflow"

// One input with whatever its kind was parsed into.
struct InputFile {
  const Source* source = nullptr;
  FileKind kind = FileKind::kOther;
  bool executable = false;
  std::unique_ptr<sql::SqlFile> sql;
  std::unique_ptr<Document> tree;
  std::vector<MarkdownBlock> markdown;
  // Which of the WorkflowSet's workflows, or actions, it is.
  std::optional<size_t> model;

  const std::string& path() const { return source->path(); }
};

// Whether a file may be run by its path alone.
enum class FileMode : uint8_t { kUnknown, kPlain, kExecutable };

// The whole repository as facts: what project rules see, and what every other
// rule may consult. Built once per run, then read by all threads.
struct Project {
  Project();
  ~Project();
  Project(Project&&) noexcept;
  Project& operator=(Project&&) noexcept;

  ProjectSettings settings;
  Date today;
  std::vector<InputFile> files;  // sorted by path
  // Schemas that stood before the histories, parsed; no rule looks at them.
  std::vector<InputFile> baselines;
  // What was merged before, when a revision to compare with is known.
  struct Merged {
    bool known = false;
    std::vector<std::string> added;  // paths that are new since; sorted
    // SQL files that changed since or are gone, as they were.
    std::vector<const Source*> old;
  } merged;
  // Whose findings somebody waits for besides those about what is newest.
  struct Asked {
    bool all = true;
    std::vector<std::string> paths;  // sorted
    bool Holds(std::string_view path) const;
  } asked;
  std::vector<std::string> paths;  // every path of the repository, sorted
  // Those whose mode is known from git's index or the disk, sorted.
  std::vector<std::string> executable_paths;
  std::vector<std::string> plain_paths;
  std::vector<std::unique_ptr<sql::History>> histories;
  // SQL files for another database, sorted: nothing of theirs is judged.
  std::vector<const sql::SqlFile*> foreign_sql;
  std::unique_ptr<workflow::WorkflowSet> workflows;
  std::unique_ptr<protection::ProtectionSet> protections;
  std::unique_ptr<protection::Verdicts> verdicts;  // of those protections
  std::unique_ptr<exceptions::ExceptionSet> exceptions;
  std::unique_ptr<governance::GovernanceSet> governance;
  std::unique_ptr<config::ConfigSet> configs;

  const InputFile* Find(std::string_view path) const;
  bool Exists(std::string_view path) const;  // a file, or a folder of some
  FileMode ModeOf(std::string_view path) const;
  bool IsForeign(const sql::SqlFile& file) const;
};

// The kind of a file by its path and the beginning of its text.
FileKind Classify(std::string_view path, std::string_view text);
// The same, where the config names files of its own.
FileKind KindOf(std::string_view path, std::string_view text,
                const ProjectSettings& settings);

// Parses one file as its kind asks. Pure; runs on any thread.
void ParseInput(InputFile& file, sql::Framework framework);

// Computes histories, workflows, protections and exceptions from the parsed
// files: the folds that need the whole repository. What one file says by
// itself is worked out on up to `threads` threads.
void BuildFacts(Project& project, unsigned threads = 1);

}  // namespace interlock
