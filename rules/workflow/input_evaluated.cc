// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/taint.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "input-evaluated",
    .summary = "A script hands text that others write to a second shell",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "9.0",
    .tags = "github-actions security injection",
    .peers = "zizmor:template-injection octoscan:expression-injection",
    .docs = R"(## What it does
Reports `eval`, `bash -c` and `sh -c` with a variable that holds the title of
an issue, a comment, a branch name and the like. The variable may come from
`env` or from an assignment in the script.

## Why is this bad?
Putting the text into `env` keeps it out of the script, but `eval` reads it as
a script all the same. Quotes do not help.

```yaml,bad
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: eval "$BODY"
        env:
          BODY: ${{ github.event.comment.body }}
```

```yaml,good
on: issue_comment
permissions: {}
jobs:
  bot:
    runs-on: ubuntu-latest
    steps:
      - run: case "$BODY" in /deploy) ./deploy.sh ;; esac
        env:
          BODY: ${{ github.event.comment.body }}
```
)"};
static_assert(WellFormed(kInfo));

// The words that a command reads as a script.
std::vector<const shell::Word*> EvaluatedBy(const shell::Command& command) {
  std::vector<const shell::Word*> words;
  size_t first = 0;
  std::string_view name = shell::CommandName(command, &first);
  if (name == "eval") {
    for (size_t i = first + 1; i < command.words.size(); ++i) {
      words.push_back(&command.words[i]);
    }
  }
  bool shell = name == "bash" || name == "sh" || name == "zsh" ||
               name == "ssh" || name == "su";
  if (!shell) return words;
  for (size_t i = first + 1; i + 1 < command.words.size(); ++i) {
    std::string_view option = command.words[i].sketch;
    if (option.starts_with('-') && !option.starts_with("--") &&
        option.ends_with('c')) {
      words.push_back(&command.words[i + 1]);
      break;
    }
  }
  return words;
}

// Whether a variable, not an expression, brings it in: script-injection
// speaks of expressions.
bool HasVariable(const shell::Word& word) {
  for (const shell::Part& part : word.parts) {
    if (part.kind == shell::PartKind::kVariable ||
        part.kind == shell::PartKind::kCommand) {
      return true;
    }
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  Taint taint(*project.workflows);
  for (const Body& body : project.workflows->bodies) {
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      Taint::Place place{&body, run.step};
      std::optional<Taint::Names> names;
      for (const shell::Site& site : run.text->sites) {
        for (const shell::Word* word : EvaluatedBy(*site.command)) {
          if (!HasVariable(*word)) continue;
          if (!names) names = taint.VariablesOf(run, place);
          auto tainted = taint.Of(*word, run, place, *names);
          if (!tainted || tainted->author != Author::kAnybody) continue;
          auto report = out.ReportIn(
              *body.source, run.Place(word->span),
              "'{}' reads '{}' as a script, and anybody writes it",
              shell::CommandName(*site.command), Printable(tainted->path));
          report.Help("compare the text with what is allowed, and run that");
          for (const Hop& hop : tainted->hops) {
            report.Related(*hop.source, hop.span, hop.message);
          }
        }
      }
    }
  }
}

}  // namespace

extern constexpr Rule kInputEvaluated = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
