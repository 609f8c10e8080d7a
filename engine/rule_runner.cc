// SPDX-License-Identifier: Apache-2.0
#include "engine/rule_runner.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/protection/protection.h"
#include "analyzers/sql/moment.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/check.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "rules/registry.h"

namespace interlock {

Unit UnitOf(const RuleInfo& rule) {
  return rule.category == Category::kMigration ? Unit::kSql : Unit::kRest;
}

Unit UnitOf(FileKind kind) {
  bool sql = kind == FileKind::kSql || kind == FileKind::kMigrationFacts ||
             kind == FileKind::kMarkdown || kind == FileKind::kYaml ||
             kind == FileKind::kQueries;
  return sql ? Unit::kSql : Unit::kRest;
}

bool Feeds(FileKind kind, Unit unit) {
  // Flags and plans are judged as files of SQL, and looked up by the rest.
  bool both = kind == FileKind::kMarkdown || kind == FileKind::kYaml;
  return both || UnitOf(kind) == unit;
}

ActiveRules::ActiveRules(const Config& config, const RunOptions& options) {
  for (const Rule* rule : AllRules()) {
    const RuleInfo& info = *rule->info;
    bool chosen =
        options.rules.empty()
            ? config.Enabled(info)
            : std::ranges::find(options.rules, info.id) != options.rules.end();
    if (!chosen) continue;
    infos_.push_back(&info);
    ActiveRule active{rule, config.Setting(info.id)};
    if (rule->subject == SubjectKind::kOp) {
      for (sql::OpKind op : rule->ops) {
        by_op_[static_cast<size_t>(op)].push_back(active);
      }
    } else {
      by_subject_[static_cast<size_t>(rule->subject)].push_back(active);
      bool reads_sql = info.category == Category::kMigration ||
                       info.category == Category::kSyntax;
      if (rule->subject == SubjectKind::kInputFile && reads_sql) {
        on_sql_input_.push_back(active);
      }
    }
  }
}

namespace {

// The findings of one task: one file's, or one history's.
using Findings = std::vector<Finding>;

bool Excluded(const RuleSetting* setting, const std::string& path) {
  if (setting == nullptr) return false;
  return std::ranges::any_of(setting->exclude, [&](const std::string& glob) {
    return GlobMatch(glob, path);
  });
}

// What a rule is told of the migration that it looks at.
struct Seen {
  const sql::Moment* moment = nullptr;
  const sql::Moments* moments = nullptr;
};

class Caller {
 public:
  Caller(const Project& project, const InputFile* file, Findings& out)
      : project_(project), file_(file), out_(out) {}

  void Call(const ActiveRule& active, const void* subject, const Source* source,
            Seen seen = {}) {
    const RuleInfo& info = *active.rule->info;
    SetCurrentWork(info.id.data(),
                   source == nullptr ? "" : source->path().c_str());
    size_t first = out_.size();
    Options options(
        info, active.setting == nullptr ? nullptr : &active.setting->options);
    Sink sink(info, source, out_);
    active.rule->check(
        subject, Context{project_, file_, options, seen.moment, seen.moments},
        sink);
    if (active.setting != nullptr) Adjust(*active.setting, first);
  }

 private:
  // What the config says of a rule holds for each of its findings.
  void Adjust(const RuleSetting& setting, size_t first) {
    for (size_t i = first; i < out_.size(); ++i) {
      if (setting.severity) out_[i].severity = *setting.severity;
    }
    auto begin = out_.begin() + static_cast<ptrdiff_t>(first);
    out_.erase(std::remove_if(begin, out_.end(),
                              [&](const Finding& finding) {
                                return Excluded(&setting,
                                                finding.source->path());
                              }),
               out_.end());
  }

  const Project& project_;
  const InputFile* file_;
  Findings& out_;
};

void RunOverMoment(const ActiveRules& rules, const sql::Moment& moment,
                   Caller& caller, Findings& out) {
  const sql::Op& op = moment.op;
  size_t first = out.size();
  for (const ActiveRule& active : rules.For(op.kind)) {
    caller.Call(active, &op, moment.file.source, {&moment});
  }
  // Inside of code a text edit may mean something else.
  for (size_t i = first; op.in_block && i < out.size(); ++i) {
    out[i].fixes.clear();
  }
}

void RunOverRefusal(const ActiveRules& rules, const sql::Moment& moment,
                    Caller& caller) {
  const auto& on_refusals = rules.For(SubjectKind::kRefusal);
  if (moment.index != moment.statement().first_op) return;
  if (on_refusals.empty()) return;
  const sql::Refusal* refusal = moment.refusal();
  if (refusal == nullptr) return;
  for (const ActiveRule& active : on_refusals) {
    caller.Call(active, refusal, moment.file.source, {&moment});
  }
}

using Earlier = std::vector<const sql::SqlFile*>;

void RunOverSql(const Project& project, const ActiveRules& rules,
                const InputFile& file, Caller& caller, Findings& out) {
  auto standing = sql::Locate(project.histories, *file.sql);
  std::optional<sql::Moments> moments;
  if (standing.migration != nullptr && !standing.is_down) {
    moments.emplace(*standing.history, *standing.migration);
    for (const sql::Moment& moment : *moments) {
      RunOverMoment(rules, moment, caller, out);
      RunOverRefusal(rules, moment, caller);
    }
  }
  for (const ActiveRule& active : rules.For(SubjectKind::kSqlFile)) {
    caller.Call(active, file.sql.get(), file.source,
                {nullptr, moments ? &*moments : nullptr});
  }
}

void RunOverFile(const Project& project, const ActiveRules& rules, Unit unit,
                 const InputFile& file, const Earlier& earlier, Findings& out) {
  Caller caller(project, &file, out);
  bool has_sql = unit == Unit::kSql && file.sql != nullptr;
  if (has_sql &&
      !std::ranges::binary_search(earlier, file.sql.get(), std::less<>())) {
    RunOverSql(project, rules, file, caller, out);
  }
  if (UnitOf(file.kind) != unit) return;
  for (const ActiveRule& active : rules.ForFile(file.kind)) {
    caller.Call(active, &file, file.source);
  }
}

// One call of one rule, prepared so that calls can be spread over threads.
struct Task {
  const ActiveRule* active;
  const void* subject;
  const InputFile* file;
  const Source* source;
};

template <class Things, class SourceOf>
void AddTasks(const Project& project, const std::vector<ActiveRule>& rules,
              const Things& things, SourceOf source_of,
              std::vector<Task>& out) {
  for (const auto& thing : things) {
    const Source* source = source_of(thing);
    const InputFile* file =
        source == nullptr ? nullptr : project.Find(source->path());
    for (const ActiveRule& active : rules) {
      out.push_back({&active, &thing, file, source});
    }
  }
}

std::vector<Task> TasksOf(const Project& project, const ActiveRules& rules,
                          Unit unit) {
  std::vector<Task> tasks;
  if (unit == Unit::kSql) {
    for (const auto& history : project.histories) {
      for (const ActiveRule& one : rules.For(SubjectKind::kHistory)) {
        tasks.push_back({&one, history.get(), nullptr, nullptr});
      }
    }
  } else {
    auto source = [](const auto& thing) { return thing.source; };
    AddTasks(project, rules.For(SubjectKind::kWorkflow),
             project.workflows->workflows, source, tasks);
    AddTasks(project, rules.For(SubjectKind::kProtection),
             project.protections->protections, source, tasks);
    AddTasks(project, rules.For(SubjectKind::kExceptionFile),
             project.exceptions->files, source, tasks);
  }
  for (const ActiveRule& one : rules.For(SubjectKind::kProject)) {
    if (UnitOf(*one.rule->info) == unit) {
      tasks.push_back({&one, &project, nullptr, nullptr});
    }
  }
  return tasks;
}

// Files that hardly anybody has an eye on, each list sorted.
struct OldSources {
  std::vector<const Source*> past;   // later migrations follow theirs
  std::vector<const Source*> aside;  // of no history, where there is one
};
OldSources OldSourcesOf(const Project& project) {
  OldSources old;
  bool ordered = std::ranges::any_of(
      project.histories, [](const auto& history) { return !history->lone; });
  for (const auto& history : project.histories) {
    bool aside = history->lone && ordered;
    const sql::Migration* newest = history->Newest();
    for (const sql::Migration& migration : history->migrations) {
      if (&migration == newest && !aside) break;
      auto& list = aside ? old.aside : old.past;
      if (migration.up != nullptr) list.push_back(migration.up->source);
      if (migration.down != nullptr) list.push_back(migration.down->source);
    }
  }
  std::ranges::sort(old.past, std::less<>());
  std::ranges::sort(old.aside, std::less<>());
  return old;
}

void MarkOutdated(const Project& project, Findings& findings) {
  OldSources old = OldSourcesOf(project);
  auto holds = [](const std::vector<const Source*>& list, const Source* one) {
    return std::ranges::binary_search(list, one, std::less<>());
  };
  for (Finding& finding : findings) {
    Scope scope = finding.rule->scope;
    bool note = finding.severity == Severity::kNote;
    bool narrow =
        scope == Scope::kNewest || (scope == Scope::kNewestNotes && note);
    finding.outdated = (narrow && holds(old.past, finding.source)) ||
                       ((narrow || note) && holds(old.aside, finding.source));
  }
}

}  // namespace

std::vector<Finding> RunRules(
    const Project& project, const ActiveRules& rules, Unit unit,
    const Earlier& earlier, unsigned threads,
    const std::function<void(size_t, size_t)>& progress) {
  std::vector<Task> tasks = TasksOf(project, rules, unit);
  size_t file_count = project.files.size();
  std::vector<Findings> found(file_count + tasks.size());
  std::atomic<size_t> done = 0;
  ParallelFor(found.size(), threads, [&](size_t i) {
    if (i < file_count) {
      RunOverFile(project, rules, unit, project.files[i], earlier, found[i]);
    } else {
      const Task& task = tasks[i - file_count];
      Caller(project, task.file, found[i])
          .Call(*task.active, task.subject, task.source);
    }
    if (progress) progress(++done, found.size());
  });
  Findings all;
  for (Findings& some : found) {
    std::ranges::move(some, std::back_inserter(all));
  }
  if (unit == Unit::kSql) MarkOutdated(project, all);
  return all;
}

}  // namespace interlock
