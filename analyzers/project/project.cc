// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"

#include <algorithm>
#include <functional>

#include "analyzers/config/config.h"
#include "analyzers/exceptions/exceptions.h"
#include "analyzers/governance/governance.h"
#include "analyzers/project/past.h"
#include "analyzers/protection/required.h"
#include "analyzers/sql/dialect.h"
#include "analyzers/sql/history.h"
#include "analyzers/workflow/lower.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "parsers/json/json.h"
#include "parsers/text/env.h"
#include "parsers/text/hcl.h"
#include "parsers/yaml/yaml.h"

namespace interlock {

Project::Project()
    : workflows(std::make_unique<workflow::WorkflowSet>()),
      protections(std::make_unique<protection::ProtectionSet>()),
      exceptions(std::make_unique<exceptions::ExceptionSet>()),
      governance(std::make_unique<governance::GovernanceSet>()),
      configs(std::make_unique<config::ConfigSet>()) {}
Project::~Project() = default;
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;

const InputFile* Project::Find(std::string_view path) const {
  auto at = std::ranges::lower_bound(files, path, {}, [](const InputFile& f) {
    return std::string_view(f.path());
  });
  return at != files.end() && at->path() == path ? &*at : nullptr;
}

bool Project::Exists(std::string_view path) const {
  auto at = std::ranges::lower_bound(paths, path);
  if (at != paths.end() && *at == path) return true;
  std::string folder = std::string(path) + "/";
  at = std::ranges::lower_bound(paths, folder);
  return at != paths.end() && at->starts_with(folder);
}

FileMode Project::ModeOf(std::string_view path) const {
  if (std::ranges::binary_search(executable_paths, path)) {
    return FileMode::kExecutable;
  }
  if (std::ranges::binary_search(plain_paths, path)) return FileMode::kPlain;
  return FileMode::kUnknown;
}

bool Project::IsForeign(const sql::SqlFile& file) const {
  return std::ranges::binary_search(foreign_sql, &file, std::less<>());
}

// Long: one case for each kind of file.
void ParseInput(InputFile& file, sql::Framework framework) {
  const Source& source = *file.source;
  switch (file.kind) {
    case FileKind::kSql:
      file.sql =
          std::make_unique<sql::SqlFile>(sql::ParseSql(source, framework));
      return;
    case FileKind::kQueries: {
      bool json = EqualsIgnoringCase(Extension(file.path()), ".json");
      file.sql = std::make_unique<sql::SqlFile>(sql::ParseQueries(
          source, json ? sql::ExportFormat::kJson : sql::ExportFormat::kCsv));
      return;
    }
    case FileKind::kExceptions:
      file.tree = exceptions::ParseTree(
          source, *exceptions::FormatOf(file.path(), source.text()));
      return;
    case FileKind::kWorkflow:
    case FileKind::kAction:
    case FileKind::kConfig:
    case FileKind::kYaml:
      file.tree = std::make_unique<Document>(ParseYaml(source));
      return;
    case FileKind::kProtection: {
      bool json = file.path().ends_with(".json");
      file.tree = std::make_unique<Document>(
          json ? ParseJson(source, JsonDialect::kStrict) : ParseYaml(source));
      return;
    }
    case FileKind::kGovernance:
      file.tree = governance::ParseTree(source);
      return;
    case FileKind::kMarkdown:
    case FileKind::kDocument:
      file.markdown = ParseMarkdown(source);
      return;
    case FileKind::kTerraform:
      file.tree = std::make_unique<Document>(ParseHcl(source));
      return;
    case FileKind::kEnv:
      file.tree = std::make_unique<Document>(ParseEnv(source));
      return;
    default:
      return;
  }
}

namespace {

void BuildSql(Project& project) {
  std::vector<sql::HistoryInput> inputs;
  for (const InputFile& file : project.files) {
    if (file.kind != FileKind::kSql || file.sql == nullptr) continue;
    inputs.push_back({file.path(), file.sql.get()});
  }
  std::vector<const sql::SqlFile*> baselines;
  for (const InputFile& file : project.baselines) {
    if (file.sql != nullptr) baselines.push_back(file.sql.get());
  }
  auto text_of = [&](std::string_view path) -> std::string_view {
    const InputFile* file = project.Find(path);
    return file == nullptr ? "" : file->source->text();
  };
  auto dialects = sql::DialectsOf(inputs, project.paths, text_of);
  project.foreign_sql.clear();
  for (size_t i = 0; i < inputs.size(); ++i) {
    inputs[i].dialect = dialects[i];
    if (dialects[i] == sql::Dialect::kOther) {
      project.foreign_sql.push_back(inputs[i].file);
    }
  }
  std::ranges::sort(project.foreign_sql, std::less<>());
  project.histories = sql::BuildHistories(inputs, project.paths,
                                          project.settings, text_of, baselines);
  for (const auto& history : project.histories) {
    const sql::Migration* newest = history->Newest();
    history->reversals = sql::VerdictsOf(
        *history, baselines, [&](const sql::Migration& migration) {
          const sql::SqlFile* down = migration.down;
          return &migration == newest || project.asked.Holds(migration.path) ||
                 (down != nullptr && project.asked.Holds(down->source->path()));
        });
  }
}

std::unique_ptr<workflow::WorkflowSet> WorkflowsOf(Project& project,
                                                   unsigned threads) {
  std::vector<InputFile*> workflow_files, action_files;
  for (InputFile& file : project.files) {
    if (file.tree == nullptr) continue;
    if (file.kind == FileKind::kWorkflow) workflow_files.push_back(&file);
    if (file.kind == FileKind::kAction) action_files.push_back(&file);
  }
  std::vector<workflow::Workflow> workflows(workflow_files.size());
  ParallelFor(workflows.size(), threads, [&](size_t i) {
    workflows[i] = workflow::Lower(*workflow_files[i]->tree);
  });
  std::vector<workflow::LocalAction> actions(action_files.size());
  ParallelFor(actions.size(), threads, [&](size_t i) {
    actions[i] = workflow::LowerAction(*action_files[i]->tree);
  });
  auto set = std::make_unique<workflow::WorkflowSet>(
      std::move(workflows), std::move(actions), threads);
  for (InputFile* file : workflow_files) {
    const workflow::Workflow* found = set->Find(file->path());
    file->model = static_cast<size_t>(found - set->workflows.data());
  }
  for (InputFile* file : action_files) {
    const auto* found = set->FindAction(DirName(file->path()));
    if (found->path() != file->path()) continue;  // of two in one folder
    file->model = static_cast<size_t>(found - set->actions.data());
  }
  return set;
}

}  // namespace

bool Project::Asked::Holds(std::string_view path) const {
  return all || std::ranges::binary_search(paths, path, std::less<>());
}

void BuildFacts(Project& project, unsigned threads) {
  BuildSql(project);
  project.workflows = WorkflowsOf(project, threads);
  auto protections = std::make_unique<protection::ProtectionSet>();
  auto exceptions = std::make_unique<exceptions::ExceptionSet>();
  auto governance = std::make_unique<governance::GovernanceSet>();
  auto configs = std::make_unique<config::ConfigSet>();
  for (const InputFile& file : project.files) {
    if ((file.kind == FileKind::kProtection ||
         file.kind == FileKind::kTerraform) &&
        file.tree != nullptr) {
      protections->Add(*file.tree);
    } else if (file.kind == FileKind::kExceptions) {
      auto format = exceptions::FormatOf(file.path(), file.source->text());
      exceptions->files.push_back(
          exceptions::ReadExceptions(*file.source, *format, file.tree.get()));
    } else if (file.kind == FileKind::kGovernance && file.tree != nullptr) {
      governance->Add(*governance::SortOf(file.path(), file.source->text()),
                      *file.tree);
    } else if (file.kind == FileKind::kConfig && file.tree != nullptr) {
      configs->Add(*config::SortOf(file.path(), file.source->text()),
                   *file.tree);
    }
  }
  project.protections = std::move(protections);
  project.exceptions = std::move(exceptions);
  protection::Ground ground{*project.workflows, *project.protections,
                            project.settings.default_branch, &project.paths};
  project.protections->required = protection::RequiredJobs(ground);
  project.verdicts =
      std::make_unique<protection::Verdicts>(ground, PastOf(project));
  project.governance = std::move(governance);
  project.configs = std::move(configs);
}

}  // namespace interlock
