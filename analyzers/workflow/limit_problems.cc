// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/runners.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Minutes that a job may run on GitHub's own runners, and on others.
constexpr double kHostedMinutes = 360;
constexpr double kOwnMinutes = 5 * 24 * 60;
constexpr size_t kMaxGroup = 400;

bool IsHosted(const Job& job) {
  std::vector<Text> labels = PossibleLabels(job);
  for (const Text& label : labels) {
    const RunnerInfo* info = FindRunner(label.text);
    if (info == nullptr || info->state != RunnerState::kThere) return false;
  }
  return !labels.empty();
}

void Minutes(const Text& timeout, double most, std::string_view why,
             Problems& out) {
  if (!timeout.stated() || HasExpression(timeout.text)) return;
  ScalarValue value = Resolve(*timeout.node);
  if (value.type != ScalarType::kInt && value.type != ScalarType::kFloat) {
    return;
  }
  if (value.number <= 0) {
    out.Add(ProblemKind::kTimeout, timeout.span,
            fmt::format("a timeout of {} minutes ends the work at once",
                        timeout.text),
            "give it at least one minute")
        .severity = Severity::kError;
  } else if (value.number > most) {
    out.Add(ProblemKind::kTimeout, timeout.span,
            fmt::format("{} minutes never pass: {}", timeout.text, why),
            "give it a little more than a good run takes");
  }
}

void Timeouts(const Job& job, Problems& out) {
  bool hosted = IsHosted(job);
  double most = hosted ? kHostedMinutes : kOwnMinutes;
  std::string_view why =
      hosted ? "a job on GitHub's runners ends after 360"
             : "a job on a runner of one's own ends after five days";
  Minutes(job.timeout, most, why, out);
  double of_job = most;
  if (job.timeout.stated() && !HasExpression(job.timeout.text)) {
    ScalarValue value = Resolve(*job.timeout.node);
    bool number =
        value.type == ScalarType::kInt || value.type == ScalarType::kFloat;
    if (number && value.number > 0 && value.number < most) {
      of_job = value.number;
      why = "the job ends before";
    }
  }
  for (const Step& step : job.steps) Minutes(step.timeout, of_job, why, out);
}

void Group(const Concurrency& concurrency, Problems& out) {
  if (concurrency.queue.stated() && !HasExpression(concurrency.queue.text)) {
    std::string_view queue = concurrency.queue.text;
    if (queue != "single" && queue != "max") {
      Problem& problem =
          out.Add(ProblemKind::kConcurrency, concurrency.queue.span,
                  fmt::format("'queue' has no value '{}'", Printable(queue)),
                  "expected single or max");
      Suggest(problem, queue, concurrency.queue.span, {"single", "max"});
    } else if (queue == "max" && IsTrue(concurrency.cancel_in_progress.node)) {
      out.Add(ProblemKind::kConcurrency, concurrency.queue.span,
              "'queue: max' keeps runs that 'cancel-in-progress' cancels",
              "choose one of the two");
    }
  }
  std::string_view group = concurrency.group.text;
  if (HasExpression(group) || group.size() < kMaxGroup) return;
  out.Add(ProblemKind::kConcurrency, concurrency.group.span,
          "the name of the group is 400 characters or longer",
          "give it a shorter one");
}

// A job that waits for a group that its own run holds waits for itself.
void Deadlocks(const Workflow& workflow, const WorkflowSet& set,
               Problems& out) {
  std::string_view held = workflow.concurrency.group.text;
  if (held.empty()) return;
  auto same = [&](const Text& group) {
    return group.stated() && EqualsIgnoringCase(group.text, held);
  };
  auto report = [&](Span span, std::string_view who) {
    Problem& problem =
        out.Add(ProblemKind::kConcurrency, span,
                fmt::format("{} waits for the group '{}', which this run holds",
                            who, Printable(held)),
                "give it a group of its own, or none");
    problem.severity = Severity::kError;
    problem.related = workflow.concurrency.group.span;
    problem.related_message = "the workflow's group";
  };
  for (const Job& job : workflow.jobs) {
    if (same(job.concurrency.group)) {
      report(job.concurrency.group.span,
             "the job '" + Printable(job.id.text) + "'");
    }
    if (job.uses.kind != UsesKind::kLocal) continue;
    const Workflow* callee = set.Find(job.uses.path);
    if (callee == nullptr) continue;
    if (same(callee->concurrency.group)) {
      report(job.uses.text.span, "the called workflow");
    }
  }
}

}  // namespace

void FindLimitProblems(const ProblemInput& input, Problems& out) {
  const Workflow& workflow = *input.workflow;
  Group(workflow.concurrency, out);
  for (const Job& job : workflow.jobs) {
    Group(job.concurrency, out);
    Timeouts(job, out);
  }
  Deadlocks(workflow, input.set, out);
}

}  // namespace interlock::workflow
