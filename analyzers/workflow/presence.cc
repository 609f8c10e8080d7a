// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/presence.h"

#include <algorithm>
#include <unordered_map>

#include "analyzers/workflow/filters.h"
#include "analyzers/workflow/template.h"

namespace interlock::workflow {
namespace {

// Beyond it a job may run or not.
constexpr int kMaxNeedsDepth = 200;

Presence Because(State state, Reason reason, const Workflow& workflow,
                 Span span) {
  return {state, reason, workflow.source, span};
}

bool Lists(const Filter& filter, std::string_view text) {
  return std::ranges::any_of(filter.patterns,
                             [&](const Text& p) { return p.text == text; });
}

// A branch filter may state a default branch of another name than assumed.
bool NamesOtherMainBranch(const Filter& filter, std::string_view name) {
  for (std::string_view other : {"main", "master", "trunk", "develop"}) {
    if (other != name && Lists(filter, other)) return true;
  }
  return false;
}

Presence BaseBranch(const Workflow& workflow, const Trigger& trigger,
                    const Branch& branch) {
  const Filter& filter =
      trigger.branches.present ? trigger.branches : trigger.branches_ignore;
  if (!filter.present) return {};
  if (branch.name.empty()) {
    bool all = trigger.branches.present && AcceptsEverything(filter);
    bool same = !branch.pattern.empty() && Lists(filter, branch.pattern) &&
                !TakesAway(filter);
    if (all || (same && trigger.branches.present)) return {};
    return Because(State::kUnknown, Reason::kBranchFilter, workflow,
                   filter.span);
  }
  bool accepted = FilterAccepts(filter, branch.name);
  if (&filter == &trigger.branches_ignore) accepted = !accepted;
  if (accepted) return {};
  bool unsure = branch.assumed && NamesOtherMainBranch(filter, branch.name);
  return Because(unsure ? State::kUnknown : State::kNone, Reason::kBranchFilter,
                 workflow, filter.span);
}

// A push counts when it goes to the head branch of a pull request, which may
// have any name but hardly that of a protected branch.
Presence HeadBranch(const Workflow& workflow, const Trigger& trigger) {
  bool tags = trigger.tags.present || trigger.tags_ignore.present;
  const Filter& branches = trigger.branches;
  if (!branches.present && !trigger.branches_ignore.present && tags) {
    Span span =
        trigger.tags.present ? trigger.tags.span : trigger.tags_ignore.span;
    return Because(State::kNone, Reason::kTagsOnly, workflow, span);
  }
  if (!branches.present || AcceptsEverything(branches)) return {};
  bool wild = std::ranges::any_of(branches.patterns, [](const Text& pattern) {
    return !pattern.text.starts_with('!') && IsWildcard(pattern.text);
  });
  return Because(wild ? State::kUnknown : State::kNone, Reason::kBranchFilter,
                 workflow, branches.span);
}

Presence Types(const Workflow& workflow, const Trigger& trigger) {
  if (!trigger.types.present) return {};
  bool opened = Lists(trigger.types, "opened");
  bool synchronize = Lists(trigger.types, "synchronize");
  if (opened && synchronize) return {};
  bool closed =
      trigger.types.patterns.size() == 1 && Lists(trigger.types, "closed");
  return Because(closed ? State::kNone : State::kSometimes, Reason::kTypes,
                 workflow, trigger.types.span);
}

Presence Paths(const Workflow& workflow, const Trigger& trigger) {
  if (trigger.paths.present && !AcceptsEverything(trigger.paths)) {
    return Because(State::kSometimes, Reason::kPathFilter, workflow,
                   trigger.paths.span);
  }
  if (trigger.paths_ignore.present) {
    return Because(State::kSometimes, Reason::kPathFilter, workflow,
                   trigger.paths_ignore.span);
  }
  return {};
}

Presence Worse(const Presence& a, const Presence& b) {
  return b.state > a.state ? b : a;
}

Presence Triggered(const Workflow& workflow, Event event,
                   const Branch& branch) {
  const Trigger* trigger = workflow.FindTrigger(NameOf(event));
  if (trigger == nullptr) {
    return Because(State::kNone, Reason::kNoTrigger, workflow,
                   workflow.on_span);
  }
  if (event == Event::kMergeGroup) {
    return BaseBranch(workflow, *trigger, branch);
  }
  Presence paths = Paths(workflow, *trigger);
  if (event == Event::kPush) {
    return Worse(HeadBranch(workflow, *trigger), paths);
  }
  Presence base =
      Worse(BaseBranch(workflow, *trigger, branch), Types(workflow, *trigger));
  return Worse(base, paths);
}

// Whether a job runs when all that it needs goes well.
struct Running {
  Truth truth = Truth::kTrue;
  bool varies = false;  // an unknown truth that differs between commits
  const Job* decides = nullptr;
};

// Outputs of other jobs and what the event carries differ from commit to
// commit; variables and the repository's own name do not.
bool Varies(const Expression& expression) {
  for (uint32_t i = 0; i < expression.nodes.size(); ++i) {
    ExprKind kind = expression.at(i).kind;
    if (kind != ExprKind::kMember && kind != ExprKind::kIndex) continue;
    std::string path = PathOf(expression, i);
    if (path.starts_with("github.event.") || path == "github.actor" ||
        path == "github.head_ref" || path == "github.triggering_actor") {
      return true;
    }
    bool output = path.starts_with("needs.") &&
                  path.find(".outputs.") != std::string::npos;
    if (output) return true;
  }
  return false;
}

class JobRuns {
 public:
  JobRuns(const Workflow& workflow, const Scope& scope)
      : workflow_(workflow), scope_(scope) {}

  Running Of(const Job& job) { return At(job, 0); }

 private:
  Running At(const Job& job, int depth) {
    auto known = known_.find(&job);
    if (known != known_.end()) return known->second;
    Running running = Find(job, depth);
    known_.emplace(&job, running);
    return running;
  }

  Running Find(const Job& job, int depth) {
    Running running;
    bool has_status = false;
    if (job.condition.present()) {
      Condition condition = ParseCondition(job.condition.text);
      has_status = condition.has_status || condition.always_true;
      running.truth = Evaluate(condition, scope_);
      running.decides = &job;
      running.varies = Varies(condition.expression);
    }
    if (has_status || running.truth == Truth::kFalse) return running;
    for (const Text& need : job.needs) {
      const Job* needed = workflow_.FindJob(need.text);
      if (needed == nullptr) continue;
      Running other{Truth::kUnknown, false, &job};
      if (depth < kMaxNeedsDepth) other = At(*needed, depth + 1);
      if (other.truth == Truth::kFalse) return other;
      if (other.truth == Truth::kUnknown && running.truth == Truth::kTrue) {
        running = other;
      }
    }
    return running;
  }

  const Workflow& workflow_;
  const Scope& scope_;
  // Needs form a graph in which paths can multiply.
  std::unordered_map<const Job*, Running> known_;
};

Value GithubContext(Event event, const Branch& branch) {
  Value github = Value::Object(Openness::kOpen);
  github.Set("event_name", Value::String(NameOf(event)));
  bool pull_request =
      event == Event::kPullRequest || event == Event::kPullRequestTarget;
  if (!pull_request) {
    github.Set("base_ref", Value::String(""));
    github.Set("head_ref", Value::String(""));
    return github;
  }
  github.Set("ref_type", Value::String("branch"));
  if (!branch.name.empty() && !branch.assumed) {
    github.Set("base_ref", Value::String(branch.name));
  }
  return github;
}

Presence FromRunning(const Running& running, Reason reason,
                     const CheckLevel& level) {
  if (running.truth == Truth::kTrue) return {};
  State state = State::kNone;
  if (running.truth == Truth::kUnknown) {
    state = running.varies ? State::kSometimes : State::kUnknown;
  }
  return Because(state, reason, *level.workflow,
                 running.decides->condition.span);
}

// A name that only a skipped job carries.
Presence WhenSkipped(const Running& running, const CheckLevel& level) {
  if (running.truth == Truth::kFalse) {
    return Because(State::kSkipped, Reason::kNone, *level.workflow,
                   running.decides->condition.span);
  }
  State state = State::kNone;
  if (running.truth == Truth::kUnknown) {
    state = running.varies ? State::kSometimes : State::kUnknown;
  }
  return Because(state, Reason::kNotSkipped, *level.workflow,
                 level.job->id.span);
}

Presence OfLevel(const Check& check, size_t index, const Scope& scope) {
  const CheckLevel& level = check.levels[index];
  Running running = JobRuns(*level.workflow, scope).Of(*level.job);
  bool last = index + 1 == check.levels.size();
  bool calls = !last || check.form == CheckForm::kUnreadCallee;
  if (calls) return FromRunning(running, Reason::kCallerSkipped, level);
  if (check.form != CheckForm::kJob) return WhenSkipped(running, level);
  if (level.job->matrix != nullptr) {
    return FromRunning(running, Reason::kMatrixSkipped, level);
  }
  if (running.truth != Truth::kFalse) return {};
  return Because(State::kSkipped, Reason::kNone, *level.workflow,
                 running.decides->condition.span);
}

Presence OfLevels(const Check& check, const Value& github, Presence presence) {
  Scope scope;
  scope.github = &github;
  for (size_t i = 0; i < check.levels.size(); ++i) {
    presence = Worse(presence, OfLevel(check, i, scope));
  }
  return presence;
}

}  // namespace

std::string_view NameOf(Event event) {
  switch (event) {
    case Event::kPullRequest:
      return "pull_request";
    case Event::kPullRequestTarget:
      return "pull_request_target";
    case Event::kPush:
      return "push";
    case Event::kMergeGroup:
      return "merge_group";
  }
  return "";
}

std::string_view NameOf(State state) {
  constexpr std::string_view kNames[] = {"runs", "skipped", "unknown",
                                         "sometimes", "none"};
  return kNames[static_cast<size_t>(state)];
}

std::string_view NameOf(Reason reason) {
  constexpr std::string_view kNames[] = {
      "",      "no-trigger",     "branch-filter",  "tags-only",  "path-filter",
      "types", "matrix-skipped", "caller-skipped", "not-skipped"};
  return kNames[static_cast<size_t>(reason)];
}

Presence PresenceOf(const Check& check, Event event, const Branch& branch) {
  Presence presence = Triggered(check.workflow(), event, branch);
  if (presence.state == State::kNone) return presence;
  return OfLevels(check, GithubContext(event, branch), presence);
}

Presence PresenceUnder(const Check& check, std::string_view event,
                       const Branch& branch) {
  for (Event known : kEvents) {
    if (NameOf(known) == event) return PresenceOf(check, known, branch);
  }
  const Workflow& workflow = check.workflow();
  if (workflow.FindTrigger(event) == nullptr) {
    return Because(State::kNone, Reason::kNoTrigger, workflow,
                   workflow.on_span);
  }
  Value github = Value::Object(Openness::kOpen);
  github.Set("event_name", Value::String(event));
  return OfLevels(check, github, {});
}

Presence OnPullRequest(const Check& check, const Branch& branch) {
  Presence best;
  best.state = State::kNone;
  best.reason = Reason::kNoTrigger;
  best.source = check.workflow().source;
  best.span = check.workflow().on_span;
  for (Event event : kPullRequestEvents) {
    Presence presence = PresenceOf(check, event, branch);
    // Among events that never report, one that is there explains more.
    bool better =
        presence.state < best.state ||
        (presence.state == best.state && best.reason == Reason::kNoTrigger);
    if (better) best = presence;
  }
  return best;
}

}  // namespace interlock::workflow
