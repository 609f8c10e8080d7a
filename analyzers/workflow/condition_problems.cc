// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/fold.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

std::string_view WhatIf(const Site& site) {
  if (site.step != nullptr) return "the step";
  return site.job != nullptr ? "the job" : "it";
}

// `if: ${{ a }} && b` is a text that is not empty.
void CheckText(const ProblemInput& input, const Site& site, Problems& out) {
  const Node& node = *site.node;
  Problem& problem = out.Add(
      ProblemKind::kConditionText, node.span,
      fmt::format("the text around '${{{{ }}}}' makes '{}' always true",
                  Printable(Trim(node.text.substr(0, 70)))),
      "write the whole condition as one expression, without '${{' and '}}'");
  problem.anchor = node.text;
  Template parsed = ParseTemplate(node.text);
  std::string bare;
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression) {
      bare += piece.text;
      continue;
    }
    uint32_t end = piece.span.end - 2;
    std::string_view inner =
        std::string_view(node.text).substr(piece.inner, end - piece.inner);
    bare += Trim(inner);
  }
  bare = Trim(bare);
  bool one_line =
      bare.find('\n') == std::string::npos && node.plain() &&
      input.text().substr(node.span.begin, node.span.size()) == node.text;
  bool safe = bare.find(": ") == std::string::npos &&
              bare.find(" #") == std::string::npos && !bare.empty() &&
              std::string_view("!'\"&*[{|>%@`").find(bare.front()) ==
                  std::string_view::npos;
  if (!one_line || !safe || !ParseExpression(bare).ok()) return;
  problem.fix_span = node.span;
  problem.fix_text = bare;
  problem.fix_title = "write it as one expression";
}

void Constant(const Site& site, Truth truth, Problems& out) {
  bool always = truth == Truth::kTrue;
  std::string help = always ? "remove the condition, or name what decides"
                            : "remove what never runs, or name what decides";
  Problem& problem =
      out.Add(ProblemKind::kConstantCondition, site.node->span,
              fmt::format("this condition is always {}: {} {} runs",
                          always ? "true" : "false", WhatIf(site),
                          always ? "always" : "never"),
              help);
  problem.anchor = site.node->text;
  std::string_view text = Trim(site.node->text);
  // Written out like this it is meant.
  bool meant = text == "true" || text == "false" || text == "${{ false }}" ||
               text == "${{ true }}";
  if (meant) problem.severity = Severity::kNote;
}

// Whether no event of the workflow lets the condition hold.
void CheckEvents(const ProblemInput& input, const Site& site,
                 const Expression& expression, Problems& out) {
  const Workflow* workflow = input.workflow;
  if (workflow == nullptr || workflow->triggers.empty()) return;
  std::vector<std::string_view> events;
  for (const Trigger& trigger : workflow->triggers) {
    // A called workflow sees its caller's event.
    if (trigger.event == "workflow_call") return;
    if (HasExpression(trigger.event)) return;
    Value github = Value::Object(Openness::kOpen);
    github.Set("event_name", Value::String(trigger.event));
    Scope scope;
    scope.github = &github;
    if (FoldTruth(expression, scope) != Truth::kFalse) return;
    events.push_back(trigger.event);
  }
  out.Add(ProblemKind::kConditionEvent, site.node->span,
          fmt::format("no event of this workflow makes the condition true: {} "
                      "never runs",
                      WhatIf(site)),
          "it starts on " + Quoted(events))
      .anchor = site.node->text;
}

// `if: false` is how people switch something off, and they know it.
bool IsSwitch(const Expression& expression) {
  const Expr& root = expression.at(expression.root);
  return root.kind == ExprKind::kLiteral &&
         root.value.kind == ValueKind::kBool && !root.value.boolean;
}

}  // namespace

void FindConditionProblems(const ProblemInput& input, Problems& out) {
  for (const Site& site : input.sites) {
    if (site.wanted != Wanted::kCondition) continue;
    Condition condition = ParseCondition(site.node->text);
    if (condition.always_true) {
      CheckText(input, site, out);
      continue;
    }
    const Expression& expression = condition.expression;
    if (!expression.ok()) continue;
    if (IsSwitch(expression)) continue;
    Truth truth = FoldTruth(expression, {});
    if (truth != Truth::kUnknown) {
      Constant(site, truth, out);
    } else {
      CheckEvents(input, site, expression, out);
    }
  }
}

}  // namespace interlock::workflow
