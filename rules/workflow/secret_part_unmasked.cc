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
    .id = "secret-part-unmasked",
    .summary = "A part of a secret is used, which the log does not mask",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers = "zizmor:unredacted-secrets",
    .docs = R"(## What it does
Reports `fromJSON(secrets.X)` in an expression.

## Why is this bad?
The runner masks a secret's whole text in the log. A field of a JSON secret is
another text, and stands in the log as it is.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./login.sh
        env:
          PASSWORD: ${{ fromJSON(secrets.ACCOUNT).password }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./login.sh
        env:
          PASSWORD: ${{ secrets.ACCOUNT_PASSWORD }}
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Body& body, const Text& text, Sink& out) {
  if (!HasExpression(text.text) ||
      text.text.find('(') == std::string_view::npos ||
      text.text.find("secrets") == std::string_view::npos) {
    return;
  }
  Template parsed = ParseTemplate(text.text);
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression || !piece.expression.ok()) continue;
    for (const Expr& expr : piece.expression.nodes) {
      if (expr.kind != ExprKind::kCall || expr.children.empty() ||
          !EqualsIgnoringCase(expr.text, "fromjson")) {
        continue;
      }
      std::string path = PathOf(piece.expression, expr.children[0]);
      if (!path.starts_with("secrets.")) continue;
      out.ReportIn(*body.source, InFile(*body.source, text, piece.span),
                   "a part of '{}' is not masked in the log", Printable(path))
          .Help("keep what is needed here in a secret of its own");
      break;
    }
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    auto look = [&](const Variables& some) {
      for (const Variable& one : some.all) Look(body, one.value, out);
    };
    if (body.job != nullptr) look(body.job->env);
    for (const Step& step : *body.steps) {
      Look(body, step.run, out);
      look(step.env);
      look(step.with);
    }
  }
}

}  // namespace

extern constexpr Rule kSecretPartUnmasked = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
