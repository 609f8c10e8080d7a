// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/required.h"

#include <algorithm>
#include <set>

namespace interlock::protection {
namespace {

using workflow::Check;
using workflow::CheckForm;

class Collector {
 public:
  explicit Collector(const Ground& ground) : ground_(ground) {}

  std::vector<RequiredJob> Run() {
    for (const Protection& one : ground_.protections.protections) {
      if (!one.Gates()) continue;
      for (const RequiredContext& context : one.contexts) Of(one, context);
    }
    return std::move(out_);
  }

 private:
  void Of(const Protection& protection, const RequiredContext& context) {
    bool ours = !context.app_id || *context.app_id == kActionsApp;
    if (!ours) return;
    bool found = false;
    for (const Check& check : ground_.workflows.checks) {
      bool named = check.name.exact() && check.CanBe(context.name);
      if (!named) continue;
      found = true;
      if (check.form == CheckForm::kJob) Add(check, protection, context, false);
    }
    constexpr size_t kExplained = 200;
    if (found || protection.maybe_elsewhere || ++hints_ > kExplained) return;
    Hint hint = FindHint(context.name, ground_.workflows);
    if (!hint.Certain()) return;
    for (const Check& check : ground_.workflows.checks) {
      bool meant = check.form == CheckForm::kJob && check.name.exact() &&
                   std::ranges::find(hint.names, check.name.Display()) !=
                       hint.names.end();
      if (meant) Add(check, protection, context, true);
    }
  }

  // What no pull request gets gates none.
  bool Reports(const Check& check, const Protection& protection) const {
    auto branches = BranchesOf(protection, ground_.default_branch);
    return OnPullRequest(check, branches.front()).state !=
           workflow::State::kNone;
  }

  void Add(const Check& check, const Protection& protection,
           const RequiredContext& context, bool meant) {
    const workflow::CheckLevel& level = check.levels.back();
    if (!Reports(check, protection)) return;
    if (!seen_.insert(level.job).second) return;
    out_.push_back(
        {&check, level.workflow, level.job, &protection, &context, meant});
  }

  const Ground& ground_;
  size_t hints_ = 0;
  std::set<const workflow::Job*> seen_;
  std::vector<RequiredJob> out_;
};

}  // namespace

std::vector<RequiredJob> RequiredJobs(const Ground& ground) {
  return Collector(ground).Run();
}

bool IsRequired(const workflow::Job& job, const ProtectionSet& protections) {
  return std::ranges::any_of(
      protections.required, [&](const RequiredJob& required) {
        return std::ranges::any_of(required.check->levels,
                                   [&](const workflow::CheckLevel& level) {
                                     return level.job == &job;
                                   });
      });
}

std::vector<const RequiredJob*> RequiredIn(const workflow::Workflow& workflow,
                                           const ProtectionSet& protections) {
  std::vector<const RequiredJob*> found;
  for (const RequiredJob& one : protections.required) {
    if (one.workflow == &workflow) found.push_back(&one);
  }
  return found;
}

}  // namespace interlock::protection
