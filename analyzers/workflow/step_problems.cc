// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <unordered_set>

#include "analyzers/workflow/each_step.h"
#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/locate.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Keys that make a step one of the newer sorts.
constexpr std::string_view kOtherSorts[] = {"wait", "wait-all", "cancel",
                                            "parallel"};

Span OwnerOf(const Node& node) {
  return node.members.empty() ? node.span : node.members.front().key->span;
}

void Shape(const Step& step, Problems& out) {
  const Node& node = *step.node;
  const Member* run = node.FindMember("run");
  const Member* uses = node.FindMember("uses");
  if (run != nullptr && uses != nullptr) {
    bool later = run->key->span.begin < uses->key->span.begin;
    Problem& problem = out.Add(
        ProblemKind::kStepShape, (later ? uses : run)->key->span,
        "a step has either 'run' or 'uses', not both", "make two steps of it");
    problem.related = (later ? run : uses)->key->span;
    problem.related_message = "the other one";
    return;
  }
  if (run != nullptr || uses != nullptr) return;
  for (std::string_view sort : kOtherSorts) {
    if (node.Find(sort) != nullptr) return;
  }
  out.Add(ProblemKind::kStepShape, OwnerOf(node),
          "a step has neither 'run' nor 'uses'", "give it one of them");
}

bool IsNameOfVariable(std::string_view name) {
  return !name.empty() && name.find_first_of("=& \t\n") == name.npos;
}

void Names(const Variables& env, Problems& out) {
  for (const Variable& variable : env.all) {
    std::string_view name = variable.name.text;
    if (IsNameOfVariable(name) || HasExpression(name) || name == "<<") continue;
    out.Add(ProblemKind::kEnvName, variable.name.span,
            fmt::format("'{}' is no name of a variable", Printable(name)),
            "a name has no space, '=' or '&'")
        .anchor = name;
  }
}

struct OldCommand {
  std::string_view name;
  std::string_view file;  // that takes its place
  bool gone;              // refused unless the workflow asks for it
};
constexpr OldCommand kOldCommands[] = {
    {"set-output", "GITHUB_OUTPUT", false},
    {"save-state", "GITHUB_STATE", false},
    {"set-env", "GITHUB_ENV", true},
    {"add-path", "GITHUB_PATH", true},
};

// "::name" and " x::" or "::" after it, as the runner reads it. Only where it
// is printed: as the first thing in a text that starts a line of output.
size_t FindCommand(std::string_view script, std::string_view name, size_t at) {
  std::string wanted = "::" + std::string(name);
  for (at = script.find(wanted, at); at != std::string_view::npos;
       at = script.find(wanted, at + 1)) {
    char after =
        at + wanted.size() < script.size() ? script[at + wanted.size()] : '\n';
    if (after == ' ' || after == ':') return at;
  }
  return std::string_view::npos;
}

bool InComment(std::string_view script, size_t at) {
  size_t line = script.rfind('\n', at);
  line = line == std::string_view::npos ? 0 : line + 1;
  return Trim(script.substr(line, at - line)).starts_with("#");
}

void Commands(const ProblemInput& input, const Step& step, Problems& out) {
  ScalarLocator locator(input.text(), *step.run.node);
  for (const OldCommand& command : kOldCommands) {
    std::string_view script = step.run.node->text;
    size_t at = FindCommand(script, command.name, 0);
    for (; at != std::string_view::npos;
         at = FindCommand(script, command.name, at + 1)) {
      if (InComment(script, at)) continue;
      Span part{static_cast<uint32_t>(at),
                static_cast<uint32_t>(at + 2 + command.name.size())};
      std::string_view write =
          command.name == "add-path" ? "the folder" : "NAME=VALUE";
      std::string_view fate =
          command.gone ? "is refused by the runner" : "is deprecated";
      out.Add(ProblemKind::kOldCommand, locator.Locate(part),
              fmt::format("'::{}' {}", command.name, fate),
              fmt::format("append {} to the file \"${}\"", write, command.file))
          .severity = command.gone ? Severity::kError : Severity::kWarning;
    }
  }
}

// `wait` and `cancel` name steps before them that run in the background.
void Waits(const Job& job, Problems& out) {
  const Node* steps = job.node->Find("steps");
  if (steps == nullptr) return;
  std::unordered_set<std::string> running;
  auto look = [&](const Node& id) {
    if (!id.IsScalar() || id.IsNull() ||
        running.contains(AsciiLower(id.text))) {
      return;
    }
    out.Add(ProblemKind::kBackground, id.span,
            fmt::format("no step before this one runs in the background as "
                        "'{}'",
                        Printable(id.text)),
            "give that step 'background: true', and this id")
        .anchor = id.text;
  };
  for (const Node* step : steps->items) {
    for (std::string_view key : {"wait", "cancel"}) {
      const Node* ids = step->Find(key);
      if (ids == nullptr) continue;
      if (ids->IsScalar()) look(*ids);
      for (const Node* id : ids->items) look(*id);
    }
    const Node* id = step->Find("id");
    const Node* background = step->Find("background");
    if (id == nullptr || background == nullptr || IsFalse(background)) continue;
    running.insert(AsciiLower(id->text));
  }
}

}  // namespace

void FindStepProblems(const ProblemInput& input, Problems& out) {
  ForEachStep(input, [&](const Step& step, const Job*) {
    Shape(step, out);
    Names(step.env, out);
  });
  if (input.workflow == nullptr) return;
  Names(input.workflow->env, out);
  for (const Job& job : input.workflow->jobs) {
    Waits(job, out);
    Names(job.env, out);
    Names(job.container.env, out);
    for (const Container& service : job.services) Names(service.env, out);
  }
}

void FindCommandProblems(const ProblemInput& input, Problems& out) {
  ForEachStep(input, [&](const Step& step, const Job*) {
    if (step.run.node != nullptr) Commands(input, step, out);
  });
}

}  // namespace interlock::workflow
