// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/runners.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr std::string_view kShells[] = {"bash", "pwsh",       "python",
                                        "sh",   "powershell", "cmd"};

class RunnerFinder {
 public:
  RunnerFinder(const Job& job, Problems& out) : job_(job), out_(out) {}

  void Run() {
    const RunsOn& runner = job_.runner;
    // Runners of one's own may have any label, also an old one of GitHub's.
    if (!OwnRunner()) {
      for (const Text& label : PossibleLabels(job_)) Label(label);
    }
    if (runner.dynamic.node == nullptr) Conflict(runner.labels);
    Shell(job_.defaults.shell);
    for (const Step& step : job_.steps) Shell(step.shell);
  }

 private:
  bool OwnRunner() const {
    if (job_.runner.group.stated()) return true;
    return std::ranges::any_of(job_.runner.labels, [](const Text& label) {
      return EqualsIgnoringCase(label.text, "self-hosted");
    });
  }

  void Label(const Text& label) {
    const RunnerInfo* info = FindRunner(label.text);
    if (info != nullptr) {
      if (info->state != RunnerState::kGone) return;
      std::string_view now = info->system == System::kLinux     ? "ubuntu-24.04"
                             : info->system == System::kWindows ? "windows-2022"
                                                                : "macos-15";
      out_.Add(ProblemKind::kRunnerGone, label.span,
               fmt::format("GitHub has no '{}' runners any more: '{}' waits "
                           "until it is cancelled",
                           label.text, Printable(job_.id.text)),
               fmt::format("use {} or newer", now))
          .anchor = label.text;
      return;
    }
    // Names of an organization's own runners are free; only what looks like
    // one of GitHub's is judged.
    if (!LooksHosted(label.text)) return;
    Problem& problem = out_.Add(
        ProblemKind::kRunnerLabel, label.span,
        fmt::format("GitHub has no runner '{}'", Printable(label.text)),
        "unless it is one of your own, the job waits forever");
    problem.anchor = label.text;
    Suggest(problem, label.text, label.span, HostedLabels());
  }

  // One runner must have all labels.
  void Conflict(const std::vector<Text>& labels) {
    const Text* first = nullptr;
    const RunnerInfo* first_info = nullptr;
    for (const Text& label : labels) {
      const RunnerInfo* info = FindRunner(label.text);
      if (info == nullptr || info->system == System::kAny) continue;
      if (first == nullptr) {
        first = &label;
        first_info = info;
        continue;
      }
      bool one = EqualsIgnoringCase(first->text, label.text);
      bool own = first_info->state == RunnerState::kOwn ||
                 info->state == RunnerState::kOwn;
      if (one || (own && first_info->system == info->system)) continue;
      Problem& problem = out_.Add(
          ProblemKind::kRunnerConflict, label.span,
          fmt::format("no runner is both '{}' and '{}'", Printable(first->text),
                      Printable(label.text)),
          "a list asks for one runner with all labels; for one job on each, "
          "use a matrix");
      problem.related = first->span;
      problem.related_message = "the other label";
      return;
    }
  }

  void Shell(const Text& shell) {
    if (!shell.stated() || HasExpression(shell.text)) return;
    std::string_view text = Trim(shell.text);
    std::string_view name = text.substr(0, text.find(' '));
    bool known = std::ranges::find(kShells, name) != std::end(kShells);
    bool plain = name.size() == text.size();
    if (plain && known) return Fits(shell, name);
    if (text.find("{0}") != std::string_view::npos) return;
    std::string shown = Printable(text);
    Problem& problem = out_.Add(
        ProblemKind::kShell, shell.span,
        plain
            ? fmt::format("there is no shell '{}'", shown)
            : fmt::format("the shell '{}' has no place for the script", shown),
        plain ? "expected one of bash, sh, pwsh, python, powershell, cmd, or a "
                "command with {0} for the script's file"
              : "write {0} where the script's file goes");
    std::vector<std::string_view> names(std::begin(kShells), std::end(kShells));
    if (plain) Suggest(problem, text, shell.span, names);
  }

  void Fits(const Text& shell, std::string_view name) {
    System system = SystemOf(job_);
    bool windows_only = name == "cmd" || name == "powershell";
    if (!windows_only || system == System::kAny || system == System::kWindows) {
      return;
    }
    out_.Add(ProblemKind::kShell, shell.span,
             fmt::format("'{}' is on Windows alone, and '{}' runs on {}", name,
                         Printable(job_.id.text), NameOf(system)),
             name == "cmd" ? "use bash or sh" : "use pwsh");
  }

  const Job& job_;
  Problems& out_;
};

}  // namespace

void FindRunnerProblems(const ProblemInput& input, Problems& out) {
  for (const Job& job : input.workflow->jobs) {
    RunnerFinder(job, out).Run();
  }
}

}  // namespace interlock::workflow
