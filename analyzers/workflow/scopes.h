// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/workflow/local_action.h"
#include "analyzers/workflow/syntax.h"
#include "analyzers/workflow/type_check.h"
#include "analyzers/workflow/workflow_set.h"

namespace interlock::workflow {

// What the expressions of one file see: the ids of the steps before them, the
// outputs of the jobs that they need, the values of their matrix.
class Scopes {
 public:
  Scopes(const Workflow& workflow, const WorkflowSet& set, Arena& arena);
  Scopes(const LocalAction& action, const WorkflowSet& set, Arena& arena);

  TypeScope For(const Site& site);
  // The type that a called workflow says an input has, for a value below
  // `with` of a job; empty when it is not known.
  std::string_view TypeOfCallInput(const Site& site) const;

 private:
  // The contexts of a job, made when its first expression is met.
  struct JobTypes {
    const Node* node = nullptr;
    const Type* needs = nullptr;
    const Type* matrix = nullptr;
    std::vector<Property> steps;  // those with ids, in order
    // By step: how many of `steps` it sees.
    std::unordered_map<const Node*, size_t> visible;
  };

  void EnterJob(const Node* node);
  void TakeSteps(const std::vector<Step>& steps);
  const Type* StepsSeenBy(const Node* step);
  const Type* InputsOf(const Workflow& workflow);
  const Type* InputsOf(const LocalAction& action);
  const Type* NeedsOf(const Job& job);
  const Type* JobsType();
  const Type* ResultOf(const Job& job);
  const Type* OutputsOf(const Job& job);
  const Type* OutputsOf(const Step& step);
  const Type* Names(const std::vector<Variable>& all);

  const Workflow* workflow_ = nullptr;
  const LocalAction* action_ = nullptr;
  const WorkflowSet& set_;
  Arena& arena_;
  const Type* inputs_ = nullptr;
  const Type* jobs_ = nullptr;
  std::unordered_map<const Node*, const Job*> job_of_;
  JobTypes current_;
  bool entered_ = false;
};

// The type of `strategy.matrix`: its vectors and what `include` adds.
const Type* MatrixType(const Node* matrix, Arena& arena);

}  // namespace interlock::workflow
