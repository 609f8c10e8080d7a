// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "substring-condition",
    .summary =
        "A condition takes any part of a list's text for one of its entries",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "5.0",
    .tags = "github-actions security",
    .peers = "zizmor:unsound-contains",
    .docs = R"(## What it does
Reports `contains('a b c', x)` where the first argument is a text with several
words and the second is a context such as `github.ref` or `github.actor`.

## Why is this bad?
On a text `contains` looks for any part of it: `mai` is in `'main release'`,
and so is the empty text. The check lets in what it should keep out.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - if: contains('main release', github.ref_name)
        run: ./deploy.sh
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - if: contains(fromJSON('["main", "release"]'), github.ref_name)
        run: ./deploy.sh
```
)"};
static_assert(WellFormed(kInfo));

bool IsChosen(std::string_view path) {
  return path.starts_with("github.") || path.starts_with("inputs.") ||
         path.starts_with("env.");
}

void Judge(const Text& condition, Sink& out) {
  if (condition.text.find("contains") == std::string_view::npos) return;
  Expression expression = ParseCondition(condition.text).expression;
  if (!expression.ok()) return;
  for (const Expr& expr : expression.nodes) {
    if (expr.kind != ExprKind::kCall || expr.text != "contains" ||
        expr.children.size() != 2) {
      continue;
    }
    const Expr& list = expression.at(expr.children[0]);
    std::string path = PathOf(expression, expr.children[1]);
    bool text = list.kind == ExprKind::kLiteral &&
                list.value.kind == ValueKind::kString;
    if (!text || !IsChosen(path)) continue;
    if (list.value.text.find_first_of(" ,;|") == std::string::npos) {
      continue;
    }
    out.Report(condition.span,
               "contains() finds any part of '{}' in the text, not one of its "
               "entries",
               Printable(path))
        .Help(
            "compare with ==, or use contains(fromJSON('[\"a\", \"b\"]'), "
            "{})",
            Printable(path));
    return;
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    Judge(job.condition, out);
    for (const Step& step : job.steps) Judge(step.condition, out);
  }
}

}  // namespace

extern constexpr Rule kSubstringCondition = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
