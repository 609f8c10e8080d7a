// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/find_problems.h"

namespace interlock::workflow {
namespace {

using Finder = void (*)(const ProblemInput& input, Problems& out);

// Of both sorts of files.
constexpr Finder kEverywhere[] = {FindYamlProblems,      FindExpressionProblems,
                                  FindConditionProblems, FindStepProblems,
                                  FindUsesProblems,      FindCommandProblems,
                                  FindInputProblems};
constexpr Finder kOfWorkflows[] = {FindJobProblems,    FindNeedProblems,
                                   FindMatrixProblems, FindEventProblems,
                                   FindRunnerProblems, FindPermissionProblems,
                                   FindCallProblems,   FindLimitProblems};

}  // namespace

std::vector<Problem> FindProblems(const Workflow& workflow,
                                  const WorkflowSet& set) {
  Problems problems;
  // A file that is not understood in full is judged by its syntax rules.
  if (!workflow.document->ok() || workflow.truncated) return {};
  std::vector<Site> sites =
      CheckSyntax(*workflow.document, SyntaxForm::kWorkflow, problems);
  ProblemInput input{&workflow, nullptr, set, sites};
  for (Finder find : kEverywhere) find(input, problems);
  for (Finder find : kOfWorkflows) find(input, problems);
  return problems.all();
}

std::vector<Problem> FindProblems(const LocalAction& action,
                                  const WorkflowSet& set) {
  Problems problems;
  if (!action.document->ok()) return {};
  std::vector<Site> sites =
      CheckSyntax(*action.document, SyntaxForm::kAction, problems);
  ProblemInput input{nullptr, &action, set, sites};
  for (Finder find : kEverywhere) find(input, problems);
  FindActionProblems(input, problems);
  return problems.all();
}

}  // namespace interlock::workflow
