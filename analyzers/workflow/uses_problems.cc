// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/action_table.h"
#include "analyzers/workflow/each_step.h"
#include "analyzers/workflow/event_table.h"
#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// What is wrong with the text of `uses`, or "".
std::string FormError(const Uses& uses, bool job) {
  std::string_view text = uses.text.text;
  if (HasExpression(text)) return "'uses' takes no expression";
  if (text.empty()) return "'uses' names nothing";
  if (text.starts_with("docker://")) {
    if (job) return "a job calls a workflow, and an image is none";
    return text.size() == 9 ? "'docker://' names no image" : "";
  }
  bool local = text.starts_with("./") || text == "." ||
               text.starts_with(".\\") || text.starts_with("$/");
  if (local) {
    bool version = job && text.find('@') != std::string_view::npos &&
                   text.starts_with("./");
    return version ? "a workflow of this repository has no '@' version" : "";
  }
  size_t at = text.find('@');
  if (at == std::string_view::npos) {
    bool path = text.starts_with(".github/") || text.starts_with("/");
    return path ? "a path of this repository begins with './'"
                : "it has no '@' and version";
  }
  std::string_view ref = text.substr(at + 1);
  if (ref.empty()) return "the version after '@' is empty";
  if (ref.find('@') != std::string_view::npos) return "it has two '@'";
  std::vector<std::string_view> parts = Split(text.substr(0, at), '/');
  bool whole = parts.size() >= 2 && !parts[0].empty() && !parts[1].empty();
  if (!whole) return "it is not of the form owner/repository@version";
  if (!job) return "";
  std::string_view extension = Extension(uses.path);
  bool file = uses.path.starts_with(".github/workflows/") &&
              (extension == ".yml" || extension == ".yaml");
  return file ? "" : "a job calls a file below .github/workflows";
}

void Form(const Uses& uses, bool job, Problems& out) {
  if (!uses.text.present()) return;
  std::string error = FormError(uses, job);
  if (error.empty()) return;
  // What is empty is said by the rules on values.
  if (!uses.text.stated()) return;
  out.Add(ProblemKind::kUsesForm, uses.text.span, error,
          job ? "expected owner/repository/.github/workflows/file.yml@version, "
                "or ./.github/workflows/file.yml"
              : "expected owner/repository@version, ./folder or "
                "docker://image")
      .anchor = uses.text.text;
}

// What an action.yml says of an input, quoted or not.
std::string_view Stated(const Input& input, std::string_view key) {
  const Node* node = input.node == nullptr ? nullptr : input.node->Find(key);
  return node == nullptr || !node->IsScalar() ? std::string_view() : node->text;
}
std::string_view Deprecation(const Input& input) {
  return Stated(input, "deprecationMessage");
}
bool IsNeeded(const Input& input) {
  return EqualsIgnoringCase(Stated(input, "required"), "true") &&
         !input.fallback.present();
}

std::vector<std::string_view> WordsOf(std::string_view list) {
  std::vector<std::string_view> words = Split(list, ' ');
  std::erase(words, std::string_view());
  return words;
}
// Whether a list of words holds one, ignoring case.
bool Lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    std::string_view one = list.substr(0, list.find(' '));
    if (one.size() == word.size() && !one.empty() &&
        EqualsIgnoringCase(one, word)) {
      return true;
    }
    list.remove_prefix(std::min(list.size(), one.size() + 1));
  }
  return false;
}

// One step that uses an action whose inputs are known.
class InputFinder {
 public:
  InputFinder(const Step& step, std::string_view action, Problems& out)
      : step_(step), action_(action), out_(out) {}

  // `takes` says whether a name is that of an input, and `all` names them.
  template <class Takes, class All>
  void Unknown(Takes takes, All all) {
    for (const Variable& given : step_.with.all) {
      std::string_view name = given.name.text;
      // Docker actions take these, and "<<" is said by another rule.
      if (name == "args" || name == "entrypoint" || name == "<<") continue;
      if (takes(name)) continue;
      std::vector<std::string_view> names = all();
      std::string help =
          names.empty() ? "it takes no inputs" : "it takes " + Quoted(names);
      Problem& problem =
          out_.Add(ProblemKind::kActionInput, given.name.span,
                   fmt::format("'{}' has no input '{}'", Printable(action_),
                               Printable(name)),
                   help);
      problem.anchor = name;
      Suggest(problem, name, given.name.span, names);
    }
  }

  void Missing(std::string_view name) {
    if (step_.with.Find(name) != nullptr) return;
    out_.Add(ProblemKind::kActionNeedsInput, step_.uses.text.span,
             fmt::format("'{}' must be given the input '{}'",
                         Printable(action_), Printable(name)),
             "add it below 'with'")
        .anchor = name;
  }

  void Deprecated(const Input& input) {
    const Variable* given = step_.with.Find(input.name.text);
    if (given == nullptr) return;
    out_.Add(ProblemKind::kActionInputOld, given->name.span,
             fmt::format("the input '{}' of '{}' is deprecated",
                         Printable(input.name.text), Printable(action_)),
             Printable(Deprecation(input)))
        .anchor = input.name.text;
  }

 private:
  const Step& step_;
  std::string_view action_;
  Problems& out_;
};

void Local(const ProblemInput& input, const Step& step, Problems& out) {
  const LocalAction* action = input.set.FindAction(step.uses.path);
  // A file without `runs` is not understood, whatever it says of inputs.
  if (action == nullptr || !action->document->ok() ||
      action->runs_span.size() == 0 || step.with.dynamic.present()) {
    return;
  }
  InputFinder finder(step, step.uses.text.text, out);
  finder.Unknown(
      [&](std::string_view name) {
        return std::ranges::any_of(action->inputs, [&](const Input& one) {
          return EqualsIgnoringCase(one.name.text, name);
        });
      },
      [&] {
        std::vector<std::string_view> names;
        for (const Input& one : action->inputs) names.push_back(one.name.text);
        return names;
      });
  for (const Input& one : action->inputs) {
    if (IsNeeded(one)) finder.Missing(one.name.text);
    if (!Deprecation(one).empty()) finder.Deprecated(one);
  }
}

void Remote(const Step& step, Problems& out) {
  const KnownAction* known = FindKnownAction(step.uses);
  if (known == nullptr) return;
  if (known->life == ActionLife::kRefused) {
    out.Add(ProblemKind::kRuntimeGone, step.uses.text.span,
            fmt::format("GitHub fails every job that uses {}@{}", known->name,
                        step.uses.ref),
            fmt::format("use v{} or newer", known->newest))
        .anchor = step.uses.text.text;
  } else if (known->runtime == "node12" || known->runtime == "node16") {
    out.Add(ProblemKind::kRuntimeGone, step.uses.text.span,
            fmt::format("{}@{} is made for {}, which GitHub's runners no "
                        "longer have",
                        known->name, step.uses.ref, known->runtime),
            fmt::format("use v{} or newer", known->newest))
        .severity = Severity::kWarning;
  }
  if (step.with.dynamic.present() || known->inputs == "*") return;
  InputFinder finder(step, step.uses.text.text, out);
  finder.Unknown(
      [&](std::string_view name) { return Lists(known->inputs, name); },
      [&] { return WordsOf(known->inputs); });
  if (known->required.empty()) return;
  for (std::string_view name : WordsOf(known->required)) finder.Missing(name);
}

}  // namespace

void FindUsesProblems(const ProblemInput& input, Problems& out) {
  ForEachStep(input, [&](const Step& step, const Job*) {
    Form(step.uses, false, out);
    if (step.uses.kind == UsesKind::kLocal) Local(input, step, out);
    if (step.uses.kind == UsesKind::kRemote) Remote(step, out);
  });
  if (input.workflow == nullptr) return;
  for (const Job& job : input.workflow->jobs) Form(job.uses, true, out);
}

}  // namespace interlock::workflow
