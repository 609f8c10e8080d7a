// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Which inputs the expressions of a file read.
class InputUse {
 public:
  void Take(const Site& site) {
    bool bare =
        site.wanted == Wanted::kCondition && !HasExpression(site.node->text);
    if (bare) return Take(ParseExpression(Trim(site.node->text)));
    for (const Piece& piece : ParseTemplate(site.node->text).pieces) {
      if (piece.is_expression) Take(piece.expression);
    }
  }
  bool Reads(std::string_view name) const {
    return all_ || names_.contains(AsciiLower(name));
  }

 private:
  void Take(const Expression& expression) {
    // What does not parse may read anything.
    if (!expression.ok()) all_ = true;
    size_t direct = 0;
    size_t below = 0;
    for (uint32_t i = 0; i < expression.nodes.size(); ++i) {
      const Expr& expr = expression.at(i);
      if (expr.kind == ExprKind::kContext && expr.text == "inputs") ++below;
      bool access =
          expr.kind == ExprKind::kMember || expr.kind == ExprKind::kIndex;
      if (!access) {
        if (expr.kind == ExprKind::kStar) all_ = true;
        continue;
      }
      std::string path = PathOf(expression, i);
      std::string_view rest = path;
      if (rest.starts_with("github.event.inputs.")) {
        rest.remove_prefix(20);
      } else if (rest.starts_with("inputs.")) {
        rest.remove_prefix(7);
        ++direct;
      } else {
        continue;
      }
      if (rest == "*") all_ = true;
      names_.insert(std::string(rest.substr(0, rest.find('.'))));
    }
    // `toJSON(inputs)` reads them all.
    if (below > direct) all_ = true;
  }

  bool all_ = false;
  std::unordered_set<std::string> names_;
};

bool TakesInputs(const ProblemInput& input) {
  // Programs read their inputs from the environment.
  if (input.action != nullptr) {
    return input.action->kind() == ActionKind::kComposite &&
           !input.action->inputs.empty();
  }
  const Trigger* call = input.workflow->FindTrigger("workflow_call");
  return call != nullptr && !call->inputs.empty();
}

}  // namespace

void FindInputProblems(const ProblemInput& input, Problems& out) {
  if (!TakesInputs(input)) return;
  InputUse use;
  for (const Site& site : input.sites) use.Take(site);
  auto report = [&](const Text& name) {
    if (!name.stated() || use.Reads(name.text)) return;
    out.Add(ProblemKind::kInputUnused, name.span,
            fmt::format("nothing reads the input '{}'", Printable(name.text)),
            "remove it, or use it")
        .anchor = name.text;
  };
  if (input.action != nullptr) {
    for (const Input& one : input.action->inputs) report(one.name);
    return;
  }
  for (const Trigger& trigger : input.workflow->triggers) {
    // A manual start's payload can be read from the event's file.
    if (trigger.event != "workflow_call") continue;
    for (const Input& one : trigger.inputs) report(one.name);
  }
}

}  // namespace interlock::workflow
