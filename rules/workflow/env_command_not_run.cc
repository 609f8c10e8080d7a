// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "env-command-not-run",
    .summary = "A command in env is passed on as text and never run",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports values of `env` (of the workflow, a job, a step, a container or a
service) that hold a shell command in `$( )`, or are one in backticks. Variables
that a script hands to `eval` or to another shell are left alone.

## Why is this bad?
No shell reads `env`. The variable holds the text `$(date +%s)` itself, and what
uses it goes on with nonsense: a canary without steps, a version that is no
version, a condition that is always true because the text is not empty.

```yaml,bad
on: push
jobs:
  canary:
    runs-on: ubuntu-latest
    env:
      STEPS: $(yq '.canary.steps[]' release.yml)
    steps:
      - run: ./canary.sh $STEPS
```

```yaml,good
on: push
jobs:
  canary:
    runs-on: ubuntu-latest
    steps:
      - run: |
          STEPS=$(yq '.canary.steps[]' release.yml)
          ./canary.sh $STEPS
```
)"};
static_assert(WellFormed(kInfo));

bool StartsCommand(char c) {
  return (c >= 'a' && c <= 'z') || c == '.' || c == '/' || c == '_' || c == '(';
}

// `$(` with a command after it. Expressions of GitHub's own are no part of a
// shell's text, and a regular expression's `$(-x)?` is no command.
std::string_view CommandIn(std::string_view text) {
  for (size_t at = text.find("$("); at != std::string_view::npos;
       at = text.find("$(", at + 2)) {
    if (at > 0 && (text[at - 1] == '\\' || text[at - 1] == '$')) continue;
    std::string_view rest = Trim(text.substr(at + 2));
    size_t close = text.find(')', at);
    if (rest.empty() || close == std::string_view::npos) continue;
    if (StartsCommand(rest.front()) || rest.starts_with("$")) {
      return text.substr(at, close + 1 - at);
    }
  }
  std::string_view all = Trim(text);
  bool ticked = all.size() > 2 && all.front() == '`' && all.back() == '`' &&
                all.find('`', 1) == all.size() - 1 &&
                all.find(' ') != std::string_view::npos;
  return ticked ? all : std::string_view();
}

// A script that lets a shell read the variable's text after all.
bool Evaluates(std::string_view script, std::string_view name) {
  if (script.find(name) == std::string_view::npos) return false;
  for (std::string_view word :
       {"eval ", "sh -c", "envsubst", "Invoke-Expr", "iex ", "make "}) {
    if (script.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool AnyEvaluates(const std::vector<Step>& steps, std::string_view name) {
  for (const Step& step : steps) {
    if (Evaluates(step.run.text, name)) return true;
  }
  return false;
}

template <class IsEvaluated>
void CheckEnv(const Variables& env, IsEvaluated evaluated, Sink& out) {
  for (const Variable& variable : env.all) {
    std::string_view command = CommandIn(variable.value.text);
    if (command.empty() || evaluated(variable.name.text)) continue;
    std::string name = Printable(variable.name.text);
    out.Report(variable.value.span, "env {} is the text '{}', not its output",
               name, Printable(command))
        .Help(
            "run it in a step: NAME=$(...) in the script, or echo "
            "\"{}=$(...)\" >> \"$GITHUB_ENV\" for the steps that follow",
            name)
        .Anchor(variable.name.text);
  }
}

void CheckJob(const Job& job, Sink& out) {
  auto in_job = [&](std::string_view name) {
    return AnyEvaluates(job.steps, name);
  };
  auto nowhere = [](std::string_view) { return false; };
  CheckEnv(job.env, in_job, out);
  CheckEnv(job.container.env, in_job, out);
  for (const Container& service : job.services) {
    CheckEnv(service.env, nowhere, out);
  }
  for (const Step& step : job.steps) {
    auto in_step = [&](std::string_view name) {
      return Evaluates(step.run.text, name);
    };
    CheckEnv(step.env, in_step, out);
  }
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  auto anywhere = [&](std::string_view name) {
    for (const Job& job : workflow.jobs) {
      if (AnyEvaluates(job.steps, name)) return true;
    }
    return false;
  };
  CheckEnv(workflow.env, anywhere, out);
  for (const Job& job : workflow.jobs) CheckJob(job, out);
}

}  // namespace

extern constexpr Rule kEnvCommandNotRun = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
