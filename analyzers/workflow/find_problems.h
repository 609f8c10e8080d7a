// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/workflow/syntax.h"
#include "analyzers/workflow/workflow_set.h"

namespace interlock::workflow {

// Everything that is wrong with one file by GitHub's own rules. Pure.
std::vector<Problem> FindProblems(const Workflow& workflow,
                                  const WorkflowSet& set);
std::vector<Problem> FindProblems(const LocalAction& action,
                                  const WorkflowSet& set);

// One file's model, of either sort, as the finders below read it.
struct ProblemInput {
  const Workflow* workflow = nullptr;  // or
  const LocalAction* action = nullptr;
  const WorkflowSet& set;
  const std::vector<Site>& sites;

  const Document& document() const {
    return workflow != nullptr ? *workflow->document : *action->document;
  }
  std::string_view text() const { return document().source->text(); }
};

// Each looks for some kinds of problems. Those of jobs are called for
// workflows alone.
void FindYamlProblems(const ProblemInput& input, Problems& out);
void FindExpressionProblems(const ProblemInput& input, Problems& out);
void FindConditionProblems(const ProblemInput& input, Problems& out);
void FindStepProblems(const ProblemInput& input, Problems& out);
void FindUsesProblems(const ProblemInput& input, Problems& out);
void FindCommandProblems(const ProblemInput& input, Problems& out);
void FindInputProblems(const ProblemInput& input, Problems& out);
void FindJobProblems(const ProblemInput& input, Problems& out);
void FindNeedProblems(const ProblemInput& input, Problems& out);
void FindMatrixProblems(const ProblemInput& input, Problems& out);
void FindEventProblems(const ProblemInput& input, Problems& out);
void FindRunnerProblems(const ProblemInput& input, Problems& out);
void FindPermissionProblems(const ProblemInput& input, Problems& out);
void FindCallProblems(const ProblemInput& input, Problems& out);
void FindLimitProblems(const ProblemInput& input, Problems& out);
void FindActionProblems(const ProblemInput& input, Problems& out);

// What the cron and filter languages make of a text; empty when it is fine.
std::string CronError(std::string_view cron);
// The shortest time between two starts, in minutes; 0 when it is not known.
int CronInterval(std::string_view cron);
enum class GlobOf : uint8_t { kRef, kPath };
std::string GlobError(std::string_view pattern, GlobOf what);

}  // namespace interlock::workflow
