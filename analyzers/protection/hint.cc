// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/hint.h"

#include <algorithm>
#include <span>

#include "analyzers/protection/hint_names.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

using workflow::Check;
using workflow::CheckForm;

// More names than anybody would add by hand are no help.
constexpr size_t kMaxNames = 40;
constexpr size_t kMaxCandidates = 2000;
// Of the checks of very large repositories these many are looked at.
constexpr size_t kMaxChecks = 4000;

class Search {
 public:
  Search(std::string_view context, const workflow::WorkflowSet& set)
      : set_(set), context_(context) {}

  Hint Run() {
    std::string_view text = WithoutEvent(context_);
    if (text.size() != context_.size() && Precise(text)) {
      hint_.mistake = Mistake::kEventSuffix;
      return std::move(hint_);
    }
    for (const workflow::Workflow& one : set_.workflows) {
      std::string_view rest = WithoutWorkflow(text, one);
      if (rest.size() == text.size()) continue;
      if (!Precise(rest)) continue;
      hint_.mistake = Mistake::kWorkflowPrefix;
      return std::move(hint_);
    }
    if (Slip(context_) || Loose(context_)) return std::move(hint_);
    Nearby();
    return std::move(hint_);
  }

 private:
  std::span<const Check> LookedAt() const {
    std::span<const Check> all(set_.checks);
    return all.first(std::min(all.size(), kMaxChecks));
  }

  // The checks for which `meant` holds become the hint.
  template <class Meant>
  bool Collect(Mistake mistake, Meant meant) {
    Hint hint;
    hint.mistake = mistake;
    for (const Check& check : LookedAt()) {
      if (check.form != CheckForm::kJob || !meant(check)) continue;
      std::string name = check.name.Display();
      if (std::ranges::find(hint.names, name) != hint.names.end()) continue;
      if (hint.names.size() == kMaxNames) break;
      if (!check.name.exact()) hint.exact = false;
      if (hint.check == nullptr) hint.check = &check;
      hint.names.push_back(std::move(name));
    }
    if (hint.names.empty()) return false;
    hint_ = std::move(hint);
    return true;
  }

  // The text is a check's name, or becomes one by undoing a plain slip.
  bool Precise(std::string_view text) {
    return Collect(Mistake::kNone,
                   [&](const Check& check) {
                     return check.name.exact() && check.CanBe(text);
                   }) ||
           Slip(text) || Collect(Mistake::kCase, [&](const Check& check) {
             return EqualsIgnoringCase(check.name.Display(), text);
           });
  }

  bool Slip(std::string_view text) {
    return Collect(Mistake::kTemplate,
                   [&](const Check& check) {
                     return check.job().name.text == text &&
                            workflow::HasExpression(text);
                   }) ||
           Collect(Mistake::kTruncated,
                   [&](const Check& check) { return check.uncut == text; }) ||
           Collect(
               Mistake::kMatrixNumber,
               [&](const Check& check) { return check.as_written == text; }) ||
           Collect(
               Mistake::kMatrixSuffix,
               [&](const Check& check) { return BareNameOf(check) == text; }) ||
           Collect(Mistake::kJobId,
                   [&](const Check& check) { return IdsOf(check) == text; }) ||
           Levels(text);
  }

  bool Levels(std::string_view text) {
    std::string tail = " / " + std::string(text);
    std::string head = std::string(text) + " / ";
    return Collect(Mistake::kCallerMissing,
                   [&](const Check& check) {
                     return check.name.Display().ends_with(tail) ||
                            BareNameOf(check).ends_with(tail) ||
                            IdsOf(check).ends_with(tail);
                   }) ||
           Collect(Mistake::kCalleeMissing, [&](const Check& check) {
             return check.name.Display().starts_with(head) ||
                    BareNameOf(check).starts_with(head) ||
                    IdsOf(check).starts_with(head);
           });
  }

  bool Loose(std::string_view text) {
    std::string squeezed = Squeezed(text);
    return Collect(Mistake::kCase,
                   [&](const Check& check) {
                     return EqualsIgnoringCase(check.name.Display(), text);
                   }) ||
           Collect(Mistake::kSpelling,
                   [&](const Check& check) {
                     return !squeezed.empty() &&
                            (Squeezed(check.name.Display()) == squeezed ||
                             Squeezed(BareNameOf(check)) == squeezed);
                   }) ||
           Collect(Mistake::kWorkflowName,
                   [&](const Check& check) {
                     return NamesWorkflow(text, check.workflow());
                   }) ||
           Collect(Mistake::kStepName, [&](const Check& check) {
             return std::ranges::any_of(
                 check.job().steps, [&](const workflow::Step& step) {
                   return step.name.stated() && step.name.text == text;
                 });
           });
  }

  void Nearby() {
    std::vector<std::string> names;
    for (const Check& check : LookedAt()) {
      if (check.form != CheckForm::kJob || !check.name.exact()) continue;
      names.push_back(check.name.Display());
      if (names.size() == kMaxCandidates) break;
    }
    std::vector<std::string_view> views(names.begin(), names.end());
    std::string_view nearest = Nearest(context_, views);
    if (nearest.empty()) return;
    Collect(Mistake::kNearest, [&](const Check& check) {
      return check.name.Display() == nearest;
    });
  }

  const workflow::WorkflowSet& set_;
  std::string_view context_;
  Hint hint_;
};

std::string Quoted(const std::vector<std::string>& names) {
  constexpr size_t kShown = 6;
  std::string text;
  for (size_t i = 0; i < names.size() && i < kShown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "'" + Printable(names[i]) + "'";
  }
  if (names.size() > kShown) {
    text += " and " + std::to_string(names.size() - kShown) + " more";
  }
  return text;
}

std::string_view Why(Mistake mistake) {
  switch (mistake) {
    case Mistake::kNone:
      return "";
    case Mistake::kEventSuffix:
      return "the event in parentheses is shown on the page but is no part of "
             "the context";
    case Mistake::kWorkflowPrefix:
      return "the workflow's name is shown on the page but is no part of the "
             "context";
    case Mistake::kJobId:
      return "this is the job's id, and GitHub reports the job's name";
    case Mistake::kTemplate:
      return "this is the name before its expressions are evaluated";
    case Mistake::kMatrixSuffix:
      return "a matrix job reports once for each combination, with the values "
             "in parentheses";
    case Mistake::kMatrixNumber:
      return "YAML reads the unquoted number before GitHub prints it (quote it "
             "in the matrix to keep it as written)";
    case Mistake::kTruncated:
      return "GitHub cuts each part of a name after 97 characters and adds "
             "'...'";
    case Mistake::kCallerMissing:
      return "a job of a called workflow reports as 'caller / job'";
    case Mistake::kCalleeMissing:
      return "a job that calls a workflow reports through the jobs that it "
             "calls";
    case Mistake::kWorkflowName:
      return "this names a workflow, and only jobs report";
    case Mistake::kCase:
      return "contexts are case-sensitive";
    case Mistake::kSpelling:
      return "spaces and punctuation must be the same";
    case Mistake::kStepName:
      return "this names a step, and only jobs report";
    case Mistake::kNearest:
      return "no job has this name";
  }
  return "";
}

}  // namespace

std::string_view NameOf(Mistake mistake) {
  constexpr std::string_view kNames[] = {
      "none",           "event-suffix",   "workflow-prefix", "job-id",
      "template",       "matrix-suffix",  "matrix-number",   "truncated",
      "caller-missing", "callee-missing", "workflow-name",   "case",
      "spelling",       "step-name",      "nearest"};
  return kNames[static_cast<size_t>(mistake)];
}

Hint FindHint(std::string_view context, const workflow::WorkflowSet& set) {
  return Search(context, set).Run();
}

std::string Explain(const Hint& hint) {
  if (hint.mistake == Mistake::kNone) return {};
  bool guess = hint.mistake == Mistake::kNearest;
  std::string text(Why(hint.mistake));
  text += guess ? "; did you mean " : "; require ";
  if (!hint.exact) text += "what matches ";
  text += Quoted(hint.names);
  if (guess) text += "?";
  return text;
}

}  // namespace interlock::protection
