// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/workflow_set.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "analyzers/workflow/find_problems.h"

namespace interlock::workflow {

// The problems of each file, and which of them have been computed.
class ProblemBook {
 public:
  explicit ProblemBook(size_t size) : pages_(size) {}

  template <class Compute>
  const std::vector<Problem>& Get(size_t index, Compute compute) {
    Page& page = pages_[index];
    std::call_once(page.once, [&] { page.problems = compute(); });
    return page.problems;
  }
  const std::vector<Problem>& none() const { return none_; }

 private:
  struct Page {
    std::once_flag once;
    std::vector<Problem> problems;
  };
  std::vector<Page> pages_;
  std::vector<Problem> none_;
};

namespace {

template <class T>
std::string_view PathOfThing(const T& thing) {
  return thing.path();
}

template <class T>
const T* FindIn(const std::vector<T>& all, std::string_view path) {
  auto at = std::ranges::lower_bound(all, path, {}, PathOfThing<T>);
  bool found = at != all.end() && at->path() == path;
  return found ? &*at : nullptr;
}

}  // namespace

WorkflowSet::WorkflowSet() : book_(std::make_unique<ProblemBook>(0)) {}
WorkflowSet::~WorkflowSet() = default;
WorkflowSet::WorkflowSet(WorkflowSet&&) noexcept = default;
WorkflowSet& WorkflowSet::operator=(WorkflowSet&&) noexcept = default;

WorkflowSet::WorkflowSet(std::vector<Workflow> all,
                         std::vector<Action> all_actions)
    : workflows(std::move(all)), actions(std::move(all_actions)) {
  std::ranges::sort(workflows, {}, PathOfThing<Workflow>);
  std::ranges::sort(actions, {}, PathOfThing<Action>);
  checks = ComputeChecks(*this);
  book_ = std::make_unique<ProblemBook>(workflows.size() + actions.size());
}

const Workflow* WorkflowSet::Find(std::string_view path) const {
  return FindIn(workflows, path);
}

const Action* WorkflowSet::FindAction(std::string_view folder) const {
  std::string prefix;
  if (!folder.empty() && folder != ".") prefix = std::string(folder) + "/";
  const Action* found = FindIn(actions, prefix + "action.yml");
  return found != nullptr ? found : FindIn(actions, prefix + "action.yaml");
}

const std::vector<Problem>& WorkflowSet::ProblemsOf(
    std::string_view path) const {
  if (const Workflow* workflow = Find(path)) {
    auto index = static_cast<size_t>(workflow - workflows.data());
    return book_->Get(index, [&] { return FindProblems(*workflow, *this); });
  }
  if (const Action* action = FindIn(actions, path)) {
    auto index = static_cast<size_t>(action - actions.data());
    return book_->Get(workflows.size() + index,
                      [&] { return FindProblems(*action, *this); });
  }
  return book_->none();
}

}  // namespace interlock::workflow
