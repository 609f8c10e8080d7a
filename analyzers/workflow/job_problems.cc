// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr size_t kMaxIdLength = 100;

std::string IdError(std::string_view id) {
  auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (!letter(id.front())) return "it must begin with a letter or '_'";
  for (char c : id) {
    if (!letter(c) && !IsDigit(c) && c != '-') {
      return fmt::format("it may not hold '{}'",
                         Printable(std::string_view(&c, 1)));
    }
  }
  if (id.starts_with("__")) return "it may not begin with '__'";
  if (id.size() >= kMaxIdLength) return "it is 100 characters or longer";
  return {};
}

// Ids that were met, without case.
class Ids {
 public:
  Ids(std::string_view what, Problems& out) : what_(what), out_(out) {}

  void Take(const Text& id) {
    if (!id.stated()) return;
    std::string error = IdError(id.text);
    if (!error.empty()) {
      out_.Add(ProblemKind::kIdForm, id.span,
               fmt::format("'{}' is no id of {}: {}", Printable(id.text), what_,
                           error),
               "letters, digits, '-' and '_', and a letter or '_' first")
          .anchor = id.text;
      return;
    }
    auto [at, added] = seen_.emplace(AsciiLower(id.text), id);
    if (added) return;
    // Equal keys of a mapping are the YAML rules' business.
    if (what_ == "a job") return;
    Problem& problem = out_.Add(
        ProblemKind::kIdTwice, id.span,
        fmt::format("the id '{}' of {} is taken", Printable(id.text), what_),
        "ids differ in more than case");
    problem.anchor = id.text;
    problem.related = at->second.span;
    problem.related_message = "the first of this id";
  }

 private:
  std::string_view what_;
  Problems& out_;
  std::unordered_map<std::string, Text> seen_;
};

// Finds one way around each cycle, with a stack of its own.
class CycleFinder {
 public:
  CycleFinder(const Workflow& workflow, Problems& out)
      : workflow_(workflow), out_(out), state_(workflow.jobs.size(), kNew) {
    for (size_t i = 0; i < workflow.jobs.size(); ++i) {
      index_.emplace(AsciiLower(workflow.jobs[i].id.text), i);
    }
  }

  void Run() {
    for (size_t i = 0; i < state_.size(); ++i) {
      if (state_[i] == kNew) Walk(i);
    }
  }

 private:
  enum State : uint8_t { kNew, kOpen, kDone };
  struct Step {
    size_t job;
    size_t next = 0;  // which of its needs comes next
  };

  void Walk(size_t start) {
    std::vector<Step> path = {{start}};
    state_[start] = kOpen;
    while (!path.empty()) {
      Step& top = path.back();
      const std::vector<Text>& needs = workflow_.jobs[top.job].needs;
      if (top.next == needs.size()) {
        state_[top.job] = kDone;
        path.pop_back();
        continue;
      }
      const Text& need = needs[top.next++];
      auto at = index_.find(AsciiLower(need.text));
      if (at == index_.end()) continue;
      if (state_[at->second] == kOpen) Report(path, at->second, need);
      if (state_[at->second] != kNew) continue;
      state_[at->second] = kOpen;
      path.push_back({at->second});
    }
  }

  void Report(const std::vector<Step>& path, size_t again, const Text& need) {
    std::string way;
    bool inside = false;
    size_t shown = 0;
    for (const Step& step : path) {
      inside = inside || step.job == again;
      if (!inside || ++shown > 10) continue;
      way += Printable(workflow_.jobs[step.job].id.text) + " -> ";
    }
    if (shown > 10) way += "... -> ";
    way += Printable(workflow_.jobs[again].id.text);
    out_.Add(ProblemKind::kNeedCycle, need.span,
             "these jobs wait for one another: " + way, "drop one of the needs")
        .anchor = need.text;
  }

  const Workflow& workflow_;
  Problems& out_;
  std::unordered_map<std::string, size_t> index_;
  std::vector<State> state_;
};

}  // namespace

void FindJobProblems(const ProblemInput& input, Problems& out) {
  Ids jobs("a job", out);
  for (const Job& job : input.workflow->jobs) jobs.Take(job.id);
  for (const Job& job : input.workflow->jobs) {
    Ids steps("a step", out);
    for (const Step& step : job.steps) steps.Take(step.id);
  }
}

void FindNeedProblems(const ProblemInput& input, Problems& out) {
  const Workflow& workflow = *input.workflow;
  std::vector<std::string_view> names;
  std::unordered_map<std::string, int> known;
  for (const Job& job : workflow.jobs) {
    names.push_back(job.id.text);
    known.emplace(AsciiLower(job.id.text), 0);
  }
  for (const Job& job : workflow.jobs) {
    std::unordered_map<std::string, Span> seen;
    for (const Text& need : job.needs) {
      if (HasExpression(need.text)) continue;
      auto [at, added] = seen.emplace(AsciiLower(need.text), need.span);
      if (!added) {
        out.Add(ProblemKind::kNeedTwice, need.span,
                fmt::format("'{}' needs '{}' twice", Printable(job.id.text),
                            Printable(need.text)))
            .anchor = job.id.text;
        continue;
      }
      if (known.contains(at->first)) continue;
      Problem& problem =
          out.Add(ProblemKind::kNeedUndefined, need.span,
                  fmt::format("'{}' needs the job '{}', which is not there",
                              Printable(job.id.text), Printable(need.text)),
                  names.size() > 50 ? "" : "the jobs are " + Quoted(names));
      problem.anchor = need.text;
      if (names.size() <= 500) Suggest(problem, need.text, need.span, names);
    }
  }
  CycleFinder(workflow, out).Run();
}

// Of the ids of a composite action's steps, too.
void FindActionProblems(const ProblemInput& input, Problems& out) {
  const LocalAction& action = *input.action;
  Ids steps("a step", out);
  for (const Step& step : action.steps) steps.Take(step.id);
  std::string_view runtime = action.runner.text;
  constexpr std::string_view kGone[] = {"node12", "node16"};
  if (std::ranges::find(kGone, runtime) != std::end(kGone)) {
    out.Add(ProblemKind::kRuntimeGone, action.runner.span,
            fmt::format("GitHub's runners no longer have {}", runtime),
            "use node24, and test the action with it")
        .severity = Severity::kWarning;
  } else if (action.runner.stated() && action.kind() == ActionKind::kUnclear) {
    out.Add(
        ProblemKind::kActionMetadata, action.runner.span,
        fmt::format("'{}' is nothing that runs an action", Printable(runtime)),
        "expected composite, docker, node20 or node24");
  }
  for (const Text* file : {&action.main, &action.pre, &action.post}) {
    if (!file->stated() || action.kind() != ActionKind::kNode) continue;
    if (file->text.starts_with("/") || HasExpression(file->text)) {
      out.Add(ProblemKind::kActionMetadata, file->span,
              fmt::format("'{}' is no path inside of the action",
                          Printable(file->text)),
              "name a file relative to action.yml");
    }
  }
}

}  // namespace interlock::workflow
