// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/workflow_set.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

#include "analyzers/workflow/find_problems.h"
#include "core/text.h"
#include "core/thread_pool.h"

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

std::string_view PathOfWorkflow(const Workflow& workflow) {
  return workflow.path();
}

}  // namespace

WorkflowSet::WorkflowSet() : book_(std::make_unique<ProblemBook>(0)) {}
WorkflowSet::~WorkflowSet() = default;
WorkflowSet::WorkflowSet(WorkflowSet&&) noexcept = default;
WorkflowSet& WorkflowSet::operator=(WorkflowSet&&) noexcept = default;

WorkflowSet::WorkflowSet(std::vector<Workflow> all,
                         std::vector<LocalAction> some, unsigned threads)
    : workflows(std::move(all)), actions(std::move(some)) {
  std::ranges::sort(workflows, {}, PathOfWorkflow);
  std::ranges::sort(actions, {}, &LocalAction::folder);
  checks = ComputeChecks(*this, threads);
  FindBodies(threads);
  FindFileUses(threads);
  deployments = FindDeployments(*this);
  LinkCallers();
  book_ = std::make_unique<ProblemBook>(workflows.size() + actions.size());
}

void WorkflowSet::FindBodies(unsigned threads) {
  size_t count = workflows.size() + actions.size();
  texts.resize(count);
  std::vector<std::vector<Body>> found(count);
  ParallelFor(count, threads, [&](size_t i) {
    found[i] =
        i < workflows.size()
            ? workflow::BodiesOf(workflows[i], texts[i])
            : workflow::BodiesOf(actions[i - workflows.size()], texts[i]);
  });
  for (size_t i = 0; i < count; ++i) {
    if (i < workflows.size()) first_body.push_back(bodies.size());
    std::ranges::move(found[i], std::back_inserter(bodies));
  }
}

void WorkflowSet::FindFileUses(unsigned threads) {
  std::vector<std::vector<FileUse>> found(bodies.size());
  ParallelFor(bodies.size(), threads,
              [&](size_t i) { found[i] = FileUsesOf(bodies[i]); });
  for (std::vector<FileUse>& some : found) {
    std::ranges::move(some, std::back_inserter(file_uses));
  }
}

const Workflow* WorkflowSet::Find(std::string_view path) const {
  auto at = std::ranges::lower_bound(workflows, path, {}, PathOfWorkflow);
  bool found = at != workflows.end() && at->path() == path;
  return found ? &*at : nullptr;
}

const LocalAction* WorkflowSet::FindAction(std::string_view folder) const {
  auto at = std::ranges::lower_bound(actions, folder, {}, &LocalAction::folder);
  bool found = at != actions.end() && at->folder == folder;
  return found ? &*at : nullptr;
}

const std::vector<Problem>& WorkflowSet::ProblemsOf(
    std::string_view path) const {
  if (const Workflow* workflow = Find(path)) return ProblemsOf(*workflow);
  const LocalAction* action = FindAction(DirName(path));
  if (action == nullptr || action->path() != path) return book_->none();
  return ProblemsOf(*action);
}

const std::vector<Problem>& WorkflowSet::ProblemsOf(
    const Workflow& workflow) const {
  auto index = static_cast<size_t>(&workflow - workflows.data());
  return book_->Get(index, [&] { return FindProblems(workflow, *this); });
}

const std::vector<Problem>& WorkflowSet::ProblemsOf(
    const LocalAction& action) const {
  auto index = static_cast<size_t>(&action - actions.data());
  return book_->Get(workflows.size() + index,
                    [&] { return FindProblems(action, *this); });
}

std::span<const Body> WorkflowSet::BodiesOf(const Workflow& workflow) const {
  size_t index = static_cast<size_t>(&workflow - workflows.data());
  return std::span(bodies).subspan(first_body[index], workflow.jobs.size());
}

const Body* WorkflowSet::BodyOf(const Workflow& workflow,
                                const Job& job) const {
  size_t index = static_cast<size_t>(&job - workflow.jobs.data());
  return &BodiesOf(workflow)[index];
}

const Body* WorkflowSet::BodyOf(const LocalAction& action) const {
  for (size_t i = bodies.size(); i-- > 0 && bodies[i].action != nullptr;) {
    if (bodies[i].action == &action) return &bodies[i];
  }
  return nullptr;
}

std::span<const Caller> WorkflowSet::CallersOf(const Body& body) const {
  bool action = body.action != nullptr;
  size_t index = action ? static_cast<size_t>(body.action - actions.data())
                        : static_cast<size_t>(body.workflow - workflows.data());
  const auto& begins = action ? action_callers : workflow_callers;
  return std::span(callers).subspan(begins[index],
                                    begins[index + 1] - begins[index]);
}

// Counts, then places: who calls stands together, by whom they call.
void WorkflowSet::LinkCallers() {
  std::vector<std::vector<Caller>> of_workflow(workflows.size());
  std::vector<std::vector<Caller>> of_action(actions.size());
  for (const Body& body : bodies) {
    if (body.job != nullptr && body.job->uses.kind == UsesKind::kLocal) {
      const Workflow* called = Find(body.job->uses.path);
      if (called != nullptr) {
        of_workflow[called - workflows.data()].push_back({&body, nullptr});
      }
    }
    for (const Step& step : *body.steps) {
      if (step.uses.kind != UsesKind::kLocal) continue;
      const LocalAction* called = FindAction(step.uses.path);
      if (called == nullptr) continue;
      of_action[called - actions.data()].push_back({&body, &step});
    }
  }
  auto place = [&](const auto& groups, std::vector<size_t>& begins) {
    for (const auto& group : groups) {
      begins.push_back(callers.size());
      callers.insert(callers.end(), group.begin(), group.end());
    }
    begins.push_back(callers.size());
  };
  place(of_workflow, workflow_callers);
  place(of_action, action_callers);
}

}  // namespace interlock::workflow
