// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"
#include "rules/workflow/shell_scripts.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "failure-ignored",
    .summary =
        "A command that changes production may fail without anybody noticing",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-exit-suppression",
    .docs = R"(## What it does
Reports, in `run` and in shell scripts, `|| true`, `|| :`, `|| echo ...` and
`|| exit 0` behind commands that deploy, roll back or migrate (`kubectl apply`,
`helm upgrade`, `terraform apply`, `psql -f`, scripts with such names ...), and
behind checks (tests, linters, scanners, scripts with `gate`, `check`, `verify`
in their names). Each program is reported once in a script.

## Why is this bad?
A roll-back that failed looks like one that worked, and a gate behind `|| true`
lets everything pass. Clean-up commands, which may fail, are left alone.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl argo rollouts abort orders -n prod || true
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl argo rollouts abort orders -n prod
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kNames[] = {"deploy",  "rollback", "migrate",
                                       "promote", "release",  "gate",
                                       "verify",  "check",    "smoke"};

bool HasTellingName(std::string_view name) {
  if (name.find('/') == std::string_view::npos) return false;
  std::string base = AsciiLower(BaseName(name));
  return std::ranges::any_of(kNames, [&](std::string_view part) {
    return base.find(part) != std::string::npos;
  });
}

// What stands behind `||` makes the failure go away.
std::string Forgiven(const shell::Site& site) {
  if (site.fallback == nullptr || site.condition) return "";
  const auto& commands = site.fallback->pipeline.commands;
  if (commands.size() != 1 || site.fallback->next != shell::Join::kSequence) {
    return "";
  }
  const shell::Command& command = commands[0];
  std::string_view name = shell::CommandName(command);
  if (name == "true" || name == ":" || name == "echo" || name == "printf") {
    return std::string(name);
  }
  if ((name == "exit" || name == "return") && command.words.size() == 2 &&
      shell::LiteralOf(command.words[1]).value_or("") == "0") {
    return std::string(name) + " 0";
  }
  return "";
}

// kubectl rollout history, kubectl rollout status
bool OnlyLooks(const shell::Command& command) {
  for (size_t i = 1; i < command.words.size() && i < 4; ++i) {
    std::string_view word = command.words[i].sketch;
    if (word == "history" || word == "status") return true;
  }
  return false;
}

void Judge(const AnyScript& one, Sink& out) {
  std::set<std::string_view> told;  // once for each program of a script
  for (const shell::Site& site : one.sites) {
    std::string forgiven = Forgiven(site);
    if (forgiven.empty() || !site.last_of_pipe()) continue;
    std::string_view name = shell::CommandName(*site.command);
    bool changes = HasVerb(*site.command, name, kChangingVerbs);
    bool checks = HasVerb(*site.command, name, kCheckingVerbs);
    if (!changes && !checks && !HasTellingName(name)) continue;
    if (OnlyLooks(*site.command) || !told.insert(name).second) continue;
    std::string_view text = site.command->span.In(one.script.text);
    text = Trim(text.substr(0, text.find_first_of("\\\n")));
    out.ReportIn(one.source, one.Place(site.command->span),
                 "'|| {}' hides that '{}' failed", forgiven,
                 Printable(text.substr(0, 60)))
        .Help("let it fail, or say in an if which failure is meant")
        .Anchor(text.substr(0, 80));
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  ForEachScript(project, [&](const AnyScript& one) { Judge(one, out); });
}

}  // namespace

extern constexpr Rule kFailureIgnored = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
