// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "core/finding.h"
#include "engine/config.h"
#include "engine/run.h"
#include "rules/rule.h"

namespace interlock {

// A rule that this run runs, with its settings.
struct ActiveRule {
  const Rule* rule;
  const RuleSetting* setting;  // null: nothing is configured
};

// The two units of work that are cached apart: what SQL says, and the rest.
enum class Unit : uint8_t { kSql, kRest };
Unit UnitOf(const RuleInfo& rule);
Unit UnitOf(FileKind kind);
// Whether the unit's findings depend on files of the kind. Its rules on single
// files see those of its own alone.
bool Feeds(FileKind kind, Unit unit);

// The rules of a run, by what they are called with.
class ActiveRules {
 public:
  ActiveRules(const Config& config, const RunOptions& options);

  const std::vector<ActiveRule>& For(SubjectKind subject) const {
    return by_subject_[static_cast<size_t>(subject)];
  }
  const std::vector<ActiveRule>& For(sql::OpKind op) const {
    return by_op_[static_cast<size_t>(op)];
  }
  // Rules on any file that may look at one of the kind. Of SQL, whose files
  // come by the thousand, the packs of other languages are not asked.
  const std::vector<ActiveRule>& ForFile(FileKind kind) const {
    return kind == FileKind::kSql ? on_sql_input_
                                  : For(SubjectKind::kInputFile);
  }
  // Sorted by id; the engine's own rules included.
  const std::vector<const RuleInfo*>& infos() const { return infos_; }

 private:
  std::array<std::vector<ActiveRule>, 16> by_subject_;
  std::array<std::vector<ActiveRule>, 128> by_op_;
  std::vector<ActiveRule> on_sql_input_;
  std::vector<const RuleInfo*> infos_;
};

// Runs all rules of one unit over the project. The result is in no particular
// order but the same for any number of threads. The files of `earlier`, sorted,
// are shown to nobody: of them, rules on single statements and files are not
// called, since their findings point at the file itself and at what came before
// it, or undoes it.
std::vector<Finding> RunRules(
    const Project& project, const ActiveRules& rules, Unit unit,
    const std::vector<const sql::SqlFile*>& earlier, unsigned threads,
    const std::function<void(size_t, size_t)>& progress);

}  // namespace interlock
