// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/verdict.h"

#include <algorithm>
#include <span>

#include "analyzers/protection/external.h"
#include "analyzers/protection/past.h"
#include "analyzers/protection/shortfall.h"
#include "analyzers/workflow/path_sets.h"
#include "core/check.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

using workflow::Branch;
using workflow::Check;
using workflow::CheckForm;
using workflow::Event;
using workflow::Presence;
using workflow::Reason;
using workflow::State;

// What would come after counts as one branch of which nothing is known.
constexpr size_t kMaxBranches = 32;
// Of workflows that divide the paths between them.
constexpr size_t kMaxTriggers = 200;

// The trigger that lets a workflow run on pull requests.
const workflow::Trigger* PullTrigger(const Check& check) {
  for (Event event : workflow::kPullRequestEvents) {
    const auto* trigger = check.workflow().FindTrigger(NameOf(event));
    if (trigger != nullptr) return trigger;
  }
  return nullptr;
}

// Workflows with jobs of one name may divide the paths between them.
workflow::Coverage CoverOf(const std::vector<const Check*>& checks,
                           const Branch& branch, const Ground& ground) {
  std::vector<const workflow::Trigger*> triggers;
  for (const Check* check : checks) {
    Presence presence = OnPullRequest(*check, branch);
    bool filtered = presence.state == State::kSometimes &&
                    presence.reason == Reason::kPathFilter;
    const workflow::Trigger* trigger = PullTrigger(*check);
    if (!filtered || trigger == nullptr) continue;
    if (triggers.size() == kMaxTriggers) return {};  // nobody can tell
    triggers.push_back(trigger);
  }
  workflow::Coverage coverage = workflow::CoverageOf(triggers);
  if (coverage.cover != workflow::Cover::kGap || ground.paths == nullptr) {
    return coverage;
  }
  constexpr size_t kLookedAt = 20 * 1000;
  auto some = std::span(*ground.paths);
  some = some.first(std::min(kLookedAt, some.size()));
  auto real = std::ranges::find_if(some, [&](const std::string& path) {
    return std::ranges::none_of(triggers, [&](const workflow::Trigger* one) {
      return workflow::PathRuns(*one, path);
    });
  });
  if (real != some.end()) coverage.example = *real;
  return coverage;
}

// A name that is only reported when its job is skipped does not count, unless
// the job always is.
bool Counts(const Check& check, const Presence& presence) {
  bool skipped_form = check.form == CheckForm::kSkippedMatrix ||
                      check.form == CheckForm::kSkippedCaller;
  return !skipped_form || presence.state == State::kSkipped;
}

// Whether the text of a workflow that could not be read in full may define
// the job that reports a context: its last level, without a matrix suffix, as
// a key or as a name.
bool MayDefine(std::string_view text, std::string_view context) {
  size_t level = context.rfind(" / ");
  if (level != std::string_view::npos) context.remove_prefix(level + 3);
  std::string_view base = context.substr(0, context.find(" ("));
  for (std::string_view line : Split(text, '\n')) {
    line = Trim(line);
    bool key = line.starts_with(base) && line.substr(base.size(), 1) == ":";
    bool name = line.find("name:") != std::string_view::npos &&
                (line.find(base) != std::string_view::npos ||
                 line.find("${{") != std::string_view::npos);
    if (key || name) return true;
  }
  return false;
}

// Of long lists only the first contexts get the mistake that explains them.
enum class Detail : uint8_t { kOutcome, kMistake };

Detail DetailOf(const RequiredContext& context, const Protection& protection) {
  constexpr size_t kExplained = 100;
  size_t count = std::min(kExplained, protection.contexts.size());
  for (size_t i = 0; i < count; ++i) {
    if (&protection.contexts[i] == &context) return Detail::kMistake;
  }
  return Detail::kOutcome;
}

class Judgement {
 public:
  Judgement(const RequiredContext& context, const Ground& ground)
      : context_(context), ground_(ground) {
    for (const Check& check : ground.workflows.checks) {
      if (check.name.exact()) {
        if (check.CanBe(context.name)) exact_.push_back(&check);
      } else if (check.CanBe(context.name)) {
        patterns_.push_back(&check);
      }
    }
  }

  Verdict On(const Branch& branch, Detail detail) {
    Verdict verdict;
    Presence best;
    best.state = State::kNone;
    bool any = false;
    for (const Check* check : exact_) {
      Presence presence = OnPullRequest(*check, branch);
      if (!Counts(*check, presence)) continue;
      verdict.checks.push_back(check);
      if (any && presence.state >= best.state) continue;
      any = true;
      best = presence;
      verdict.deciding = check;
    }
    verdict.presence = best;
    verdict.outcome = OutcomeOf(best);
    bool paths =
        best.state == State::kSometimes && best.reason == Reason::kPathFilter;
    if (paths) FollowPaths(branch, verdict);
    if (verdict.outcome >= Outcome::kSometimes) Soften(branch, verdict);
    if (verdict.outcome == Outcome::kNever && !any &&
        detail == Detail::kMistake) {
      verdict.hint = FindHint(context_.name, ground_.workflows);
    }
    return verdict;
  }

  bool ReportsInQueue(const Branch& branch) const {
    auto reports = [&](const Check* check) {
      Presence presence = PresenceOf(*check, Event::kMergeGroup, branch);
      return presence.state != State::kNone && Counts(*check, presence);
    };
    return std::ranges::any_of(exact_, reports) ||
           std::ranges::any_of(patterns_, reports);
  }

 private:
  void FollowPaths(const Branch& branch, Verdict& verdict) const {
    workflow::Coverage coverage = CoverOf(verdict.checks, branch, ground_);
    if (coverage.cover == workflow::Cover::kAll) verdict.outcome = Outcome::kOk;
    if (coverage.cover == workflow::Cover::kUnknown) {
      verdict.outcome = Outcome::kUnknown;
    }
    verdict.example = std::move(coverage.example);
  }

  static Outcome OutcomeOf(const Presence& best) {
    switch (best.state) {
      case State::kRuns:
      case State::kSkipped:
        return Outcome::kOk;
      case State::kUnknown:
        return Outcome::kUnknown;
      case State::kNone:
        return Outcome::kNever;
      case State::kSometimes:
        break;
    }
    bool filtered =
        best.reason == Reason::kTypes || best.reason == Reason::kPathFilter;
    return filtered ? Outcome::kPending : Outcome::kSometimes;
  }

  // Patterns that may be the name, and files that could not be read in full,
  // forbid to say more.
  void Soften(const Branch& branch, Verdict& verdict) {
    bool may = std::ranges::any_of(patterns_, [&](const Check* check) {
      return OnPullRequest(*check, branch).state != State::kNone;
    });
    bool unread = std::ranges::any_of(
        ground_.workflows.workflows, [&](const workflow::Workflow& one) {
          bool partial = one.truncated || !one.document->ok();
          return partial && MayDefine(one.source->text(), context_.name);
        });
    if (!may && !(unread && verdict.outcome == Outcome::kNever)) return;
    verdict.outcome = Outcome::kUnknown;
    if (verdict.checks.empty()) verdict.checks = patterns_;
  }

  const RequiredContext& context_;
  const Ground& ground_;
  std::vector<const Check*> exact_;
  std::vector<const Check*> patterns_;
};

bool IsPattern(std::string_view branch) {
  return branch == "~ALL" ||
         branch.find_first_of("*?[") != std::string_view::npos;
}

// Settings of many repositories may be for another than this one. That a job
// here makes another of the contexts says that they are for this one.
bool IsForHere(const Protection& protection, const RequiredContext& context,
               const Ground& ground) {
  constexpr size_t kLookedAt = 100;
  if (!protection.maybe_elsewhere && !ground.protections.many_repositories) {
    return true;
  }
  size_t left = kLookedAt;
  for (const RequiredContext& other : protection.contexts) {
    if (&other == &context || left-- == 0) continue;
    bool made =
        std::ranges::any_of(ground.workflows.checks, [&](const Check& check) {
          return check.name.exact() && check.CanBe(other.name);
        });
    if (made) return true;
  }
  return false;
}

bool IsExternal(const RequiredContext& context) {
  if (context.app_id) return *context.app_id != kActionsApp;
  return LooksForeign(context.name) == Foreign::kYes;
}

}  // namespace

std::string_view NameOf(Outcome outcome) {
  constexpr std::string_view kNames[] = {"ok",        "external", "unknown",
                                         "sometimes", "pending",  "never"};
  return kNames[static_cast<size_t>(outcome)];
}

bool HasQueue(const Protection& protection, const Ground& ground) {
  if (protection.merge_queue != nullptr) return true;
  return std::ranges::any_of(
      ground.protections.protections, [&](const Protection& other) {
        return other.merge_queue != nullptr && other.Gates() &&
               ShareBranch(protection, other, ground.default_branch);
      });
}

std::vector<Branch> BranchesOf(const Protection& protection,
                               std::string_view default_branch) {
  std::vector<Branch> branches;
  for (const std::string& name : protection.branches) {
    if (branches.size() == kMaxBranches) {
      branches.emplace_back();
      break;
    }
    if (name == "~DEFAULT_BRANCH") {
      branches.push_back({std::string(default_branch), true, ""});
    } else if (IsPattern(name)) {
      branches.push_back({"", false, name});
    } else {
      branches.push_back({name, false, ""});
    }
  }
  if (branches.empty()) branches.emplace_back();
  return branches;
}

Verdict Judge(const RequiredContext& context, const Protection& protection,
              const Ground& ground) {
  Verdict worst;
  bool templated = context.name.find("{{") != std::string_view::npos &&
                   context.name.find("${{") == std::string_view::npos;
  if (ground.workflows.workflows.empty() || templated) {
    // Settings for other repositories, or a name that a tool fills in.
    worst.outcome = Outcome::kUnknown;
    return worst;
  }
  Judgement judgement(context, ground);
  bool queue = HasQueue(protection, ground);
  bool first = true;
  for (const Branch& branch : BranchesOf(protection, ground.default_branch)) {
    Verdict verdict = judgement.On(branch, DetailOf(context, protection));
    if (queue && !verdict.checks.empty()) {
      verdict.missing_in_queue = !judgement.ReportsInQueue(branch);
    }
    if (first || verdict.outcome > worst.outcome) worst = std::move(verdict);
    first = false;
  }
  if (worst.outcome == Outcome::kNever &&
      !IsForHere(protection, context, ground)) {
    worst.outcome = Outcome::kUnknown;
  }
  bool foreign = IsExternal(context) &&
                 (context.app_id || worst.outcome == Outcome::kNever);
  if (foreign) {
    worst.outcome = Outcome::kExternal;
    worst.missing_in_queue = false;
  }
  return worst;
}

const Verdict& Verdicts::Of(const RequiredContext& context) const {
  auto found = all_.find(&context);
  INTERLOCK_CHECK(found != all_.end());
  return found->second;
}

Verdicts::~Verdicts() = default;

Verdicts::Verdicts(const Ground& ground, std::unique_ptr<Past> past)
    : past_(std::move(past)) {
  for (const Protection& protection : ground.protections.protections) {
    if (!protection.Gates()) continue;
    for (const RequiredContext& context : protection.contexts) {
      all_.emplace(&context, Judge(context, protection, ground));
    }
  }
}

}  // namespace interlock::protection
