// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/event_table.h"
#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/value.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// GitHub starts no schedule more often than this, in minutes.
constexpr int kOftenest = 5;
constexpr size_t kMostDispatchInputs = 25;

struct NamedFilter {
  std::string_view key;
  const Filter& filter;
  GlobOf what;
};

std::vector<NamedFilter> FiltersOf(const Trigger& trigger) {
  return {{"branches", trigger.branches, GlobOf::kRef},
          {"branches-ignore", trigger.branches_ignore, GlobOf::kRef},
          {"tags", trigger.tags, GlobOf::kRef},
          {"tags-ignore", trigger.tags_ignore, GlobOf::kRef},
          {"paths", trigger.paths, GlobOf::kPath},
          {"paths-ignore", trigger.paths_ignore, GlobOf::kPath}};
}

class EventFinder {
 public:
  EventFinder(const ProblemInput& input, Problems& out)
      : workflow_(*input.workflow), set_(input.set), out_(out) {}

  void Run() {
    for (const Trigger& trigger : workflow_.triggers) {
      const EventInfo* info = FindEvent(trigger.event);
      if (info == nullptr) {
        Unknown(trigger);
        continue;
      }
      Types(trigger, *info);
      Filters(trigger, *info);
      Pairs(trigger);
      if (trigger.event == "schedule") Schedule(trigger);
      if (trigger.event == "workflow_dispatch") Dispatch(trigger);
      if (trigger.event == "workflow_run") Runs(trigger);
    }
  }

 private:
  void Unknown(const Trigger& trigger) {
    std::vector<std::string_view> names;
    for (const EventInfo& event : AllEvents()) names.push_back(event.name);
    Problem& problem =
        out_.Add(ProblemKind::kEventNotThere, trigger.span,
                 fmt::format("there is no event '{}' that starts a workflow",
                             Printable(trigger.event)));
    problem.anchor = trigger.event;
    Suggest(problem, trigger.event, trigger.span, names);
  }

  void Types(const Trigger& trigger, const EventInfo& info) {
    if (!trigger.types.present || info.types == "*") return;
    if (info.types.empty()) {
      out_.Add(ProblemKind::kEventFilter, trigger.types.span,
               fmt::format("'{}' has no 'types'", info.name),
               "remove the key: each such event starts the workflow");
      return;
    }
    std::vector<std::string_view> names = Split(info.types, ' ');
    for (const Text& type : trigger.types.patterns) {
      if (HasWord(info.types, type.text)) continue;
      Problem& problem = out_.Add(
          ProblemKind::kEventType, type.span,
          fmt::format("'{}' has no type '{}'", info.name, Printable(type.text)),
          "expected one of " + Quoted(names));
      problem.anchor = type.text;
      Suggest(problem, type.text, type.span, names);
    }
  }

  void Filters(const Trigger& trigger, const EventInfo& info) {
    for (const NamedFilter& one : FiltersOf(trigger)) {
      if (!one.filter.present) continue;
      if (!HasWord(info.filters, one.key)) {
        std::string help = "it is not looked at; remove it";
        if (!info.filters.empty()) {
          help += ". The event knows " + std::string(info.filters);
        }
        out_.Add(ProblemKind::kEventFilter, one.filter.span,
                 fmt::format("'{}' has no filter '{}'", info.name, one.key),
                 help);
        continue;
      }
      Patterns(one);
    }
    bool names = trigger.workflows.empty() || info.name == "workflow_run";
    if (names) return;
    out_.Add(ProblemKind::kEventFilter, trigger.span,
             fmt::format("'{}' has no filter 'workflows'", info.name));
  }

  void Patterns(const NamedFilter& one) {
    bool takes = false;
    bool ignores = one.key.ends_with("-ignore");
    for (const Text& pattern : one.filter.patterns) {
      std::string error = GlobError(pattern.text, one.what);
      if (!error.empty()) {
        out_.Add(ProblemKind::kGlob, pattern.span,
                 fmt::format("'{}' matches nothing: {}",
                             Printable(pattern.text), error))
            .anchor = pattern.text;
      }
      if (!pattern.text.starts_with("!")) takes = true;
      if (ignores && pattern.text.starts_with("!")) {
        out_.Add(ProblemKind::kEventFilter, pattern.span,
                 fmt::format("'{}' cannot take back what it ignores", one.key),
                 fmt::format("use '{}' with the pattern before its '!'",
                             one.key.substr(0, one.key.size() - 7)));
      }
    }
    if (takes || ignores) return;
    out_.Add(ProblemKind::kEventFilter, one.filter.span,
             fmt::format("'{}' only takes away, so nothing is left", one.key),
             fmt::format("begin with '**', or use '{}-ignore'", one.key));
  }

  void Pairs(const Trigger& trigger) {
    Pair(trigger.branches, trigger.branches_ignore, "branches");
    Pair(trigger.tags, trigger.tags_ignore, "tags");
    Pair(trigger.paths, trigger.paths_ignore, "paths");
  }
  void Pair(const Filter& takes, const Filter& ignores, std::string_view key) {
    if (!takes.present || !ignores.present) return;
    Problem& problem = out_.Add(
        ProblemKind::kEventFilter, ignores.span,
        fmt::format("'{}' and '{}-ignore' cannot stand together", key, key),
        fmt::format("write what is ignored below '{}', with '!' before it",
                    key));
    problem.related = takes.span;
    problem.related_message = "the other filter";
  }

  void Schedule(const Trigger& trigger) {
    for (const Text& cron : trigger.crons) {
      if (!cron.stated()) continue;
      std::string error = CronError(cron.text);
      if (!error.empty()) {
        out_.Add(
            ProblemKind::kCron, cron.span,
            fmt::format("'{}' is no schedule: {}", Printable(cron.text), error),
            "minute, hour, day of the month, month, day of the week");
        continue;
      }
      int minutes = CronInterval(cron.text);
      if (minutes == 0 || minutes >= kOftenest) continue;
      out_.Add(ProblemKind::kCronOften, cron.span,
               fmt::format("this asks for a start every {} minute{}, and "
                           "GitHub gives one every {} at most",
                           minutes, minutes == 1 ? "" : "s", kOftenest),
               fmt::format("use '*/{} * * * *' or rarer", kOftenest));
    }
  }

  void Dispatch(const Trigger& trigger) {
    if (trigger.inputs.size() > kMostDispatchInputs) {
      out_.Add(ProblemKind::kDispatchInput,
               trigger.inputs[kMostDispatchInputs].name.span,
               fmt::format("{} inputs, and GitHub takes {}",
                           trigger.inputs.size(), kMostDispatchInputs));
    }
    for (const Input& input : trigger.inputs) DispatchInput(input);
  }

  void DispatchInput(const Input& input) {
    constexpr std::string_view kTypes =
        "string boolean number choice environment";
    std::string_view type =
        input.type.stated() ? input.type.text : std::string_view("string");
    std::string name = Printable(input.name.text);
    if (!HasWord(kTypes, type)) {
      Problem& problem = out_.Add(
          ProblemKind::kDispatchInput, input.type.span,
          fmt::format("there is no type '{}' of input", Printable(type)),
          "expected one of " + Quoted(Split(kTypes, ' ')));
      Suggest(problem, type, input.type.span, Split(kTypes, ' '));
      return;
    }
    const Node* options =
        input.node == nullptr ? nullptr : input.node->Find("options");
    bool choice = type == "choice";
    if (choice && (options == nullptr || options->items.empty())) {
      out_.Add(ProblemKind::kDispatchInput, input.name.span,
               fmt::format("the choice '{}' has no options", name),
               "list them below 'options'");
      return;
    }
    if (!choice && options != nullptr) {
      out_.Add(ProblemKind::kDispatchInput, options->span,
               fmt::format("'{}' has options but is no choice", name),
               "give it 'type: choice'");
    }
    if (choice) Options(input, *options);
    Fallback(input, type);
  }

  void Options(const Input& input, const Node& options) {
    bool found = !input.fallback.stated();
    std::vector<std::string_view> seen;
    for (const Node* option : options.items) {
      if (option->text == input.fallback.text) found = true;
      if (std::ranges::find(seen, option->text) != seen.end()) {
        out_.Add(ProblemKind::kDispatchInput, option->span,
                 fmt::format("the option '{}' is there twice",
                             Printable(option->text)));
      }
      if (seen.size() < 500) seen.push_back(option->text);
    }
    if (found) return;
    Problem& problem =
        out_.Add(ProblemKind::kDispatchInput, input.fallback.span,
                 fmt::format("the default '{}' is none of the options",
                             Printable(input.fallback.text)),
                 "the options are " + Quoted(seen));
    Suggest(problem, input.fallback.text, input.fallback.span, seen);
  }

  void Fallback(const Input& input, std::string_view type) {
    if (!input.fallback.stated()) return;
    std::string_view text = input.fallback.text;
    bool fits = true;
    if (type == "boolean") {
      fits =
          EqualsIgnoringCase(text, "true") || EqualsIgnoringCase(text, "false");
    } else if (type == "number") {
      double number = ParseNumber(text);
      fits = number == number;
    }
    if (fits) return;
    out_.Add(ProblemKind::kDispatchInput, input.fallback.span,
             fmt::format("the default '{}' is no {}", Printable(text), type));
  }

  void Runs(const Trigger& trigger) {
    std::vector<std::string_view> names;
    for (const Workflow& other : set_.workflows) {
      names.push_back(other.name.stated() ? other.name.text
                                          : std::string_view(other.path()));
    }
    if (trigger.workflows.empty() && trigger.node != nullptr &&
        trigger.node->Find("workflows") == nullptr) {
      out_.Add(ProblemKind::kWorkflowRun, trigger.span,
               "'workflow_run' names no workflows, so nothing starts it",
               "list them below 'workflows', by their names");
    }
    for (const Text& wanted : trigger.workflows) {
      bool known = std::ranges::any_of(names, [&](std::string_view name) {
        return EqualsIgnoringCase(name, wanted.text);
      });
      if (known) continue;
      if (IsPattern(wanted.text) || IsGithubs(wanted.text)) continue;
      Problem& problem =
          out_.Add(ProblemKind::kWorkflowRun, wanted.span,
                   fmt::format("no workflow here is called '{}'",
                               Printable(wanted.text)),
                   "a workflow goes by its 'name', or else by its path");
      problem.anchor = wanted.text;
      Suggest(problem, wanted.text, wanted.span, names);
    }
  }
  // Workflows that GitHub runs without a file.
  static bool IsGithubs(std::string_view name) {
    constexpr std::string_view kNames[] = {
        "CodeQL",
        "CodeQL Setup",
        "Copilot code review",
        "Copilot coding agent",
        "Dependabot Updates",
        "Dependency Graph",
        "pages-build-deployment",
    };
    return std::ranges::any_of(kNames, [&](std::string_view one) {
      return EqualsIgnoringCase(one, name);
    });
  }
  static bool IsPattern(std::string_view text) {
    return text.find_first_of("*?+[!") != std::string_view::npos;
  }

  const Workflow& workflow_;
  const WorkflowSet& set_;
  Problems& out_;
};

}  // namespace

void FindEventProblems(const ProblemInput& input, Problems& out) {
  EventFinder(input, out).Run();
}

}  // namespace interlock::workflow
