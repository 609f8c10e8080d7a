// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "ternary-never-first",
    .summary =
        "An expression's first choice is empty, so the second is always taken",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "zizmor:unsound-ternary",
    .docs = R"(## What it does
Reports `condition && x || y` where x is `''`, `0`, `false` or `null`.

## Why is this bad?
GitHub has no `?:`. `a && '' || b` gives b whether a is true or not, because
the empty text counts as false. A switch that should turn something off never
does.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make ${{ github.event_name == 'push' && '' || '--dry-run' }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make ${{ github.event_name != 'push' && '--dry-run' || '' }}
```
)"};
static_assert(WellFormed(kInfo));

bool IsFalsy(const Expr& expr) {
  if (expr.kind != ExprKind::kLiteral) return false;
  return ToTruth(expr.value) == Truth::kFalse;
}

void Look(const Body& body, const Text& text, Sink& out) {
  if (!HasExpression(text.text) ||
      text.text.find("&&") == std::string_view::npos ||
      text.text.find("||") == std::string_view::npos) {
    return;
  }
  Template parsed = ParseTemplate(text.text);
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression || !piece.expression.ok()) continue;
    for (const Expr& expr : piece.expression.nodes) {
      if (expr.kind != ExprKind::kOr || expr.children.size() != 2) continue;
      const Expr& left = piece.expression.at(expr.children[0]);
      if (left.kind != ExprKind::kAnd) continue;
      const Expr& chosen = piece.expression.at(left.children.back());
      // `a && false || b` is logic, not a choice.
      if (!IsFalsy(chosen) || chosen.value.kind == ValueKind::kBool) continue;
      out.ReportIn(*body.source, InFile(*body.source, text, piece.span),
                   "the choice before '||' is empty, so the one after it is "
                   "always taken: {}",
                   Printable(piece.span.In(text.text)))
          .Help("turn the condition round: !a && y || x");
    }
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    auto look = [&](const Variables& some) {
      for (const Variable& one : some.all) Look(body, one.value, out);
    };
    if (body.job != nullptr) {
      look(body.job->env);
      look(body.job->with);
      look(body.job->outputs);
      Look(body, body.job->runs_on, out);
      Look(body, body.job->name, out);
    }
    for (const Step& step : *body.steps) {
      Look(body, step.run, out);
      look(step.env);
      look(step.with);
    }
  }
}

}  // namespace

extern constexpr Rule kTernaryNeverFirst = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
