// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/scripts.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

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
Reports `|| true`, `|| :`, `|| echo ...` and `|| exit 0` behind commands that
deploy, roll back or migrate (`kubectl apply`, `helm upgrade`, `terraform
apply`, `psql -f`, scripts with such names ...), and behind checks (tests,
linters, scanners, scripts with `gate`, `check`, `verify` in their names).

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

struct Verb {
  std::string_view program;
  std::string_view verbs;  // any of them, as a word of its own
};
constexpr Verb kChanges[] = {
    {"kubectl", " apply rollout argo rollouts scale patch set replace "},
    {"helm", " upgrade install rollback "},
    {"terraform", " apply "},
    {"tofu", " apply "},
    {"psql", " -f --file "},
    {"flyway", " migrate undo "},
    {"alembic", " upgrade downgrade "},
    {"argocd", " sync rollback "},
};
constexpr Verb kChecks[] = {
    {"npm", " test "},
    {"pnpm", " test "},
    {"yarn", " test "},
    {"go", " test vet "},
    {"cargo", " test "},
    {"trivy", " "},
    {"grype", " "},
    {"conftest", " test "},
    {"pytest", " "},
    {"osv-scanner", " "},
    {"semgrep", " "},
    {"kubeconform", " "},
    {"terraform", " validate plan "},
    {"cosign", " verify "},
    {"golangci-lint", " "},
};
constexpr std::string_view kNames[] = {"deploy",  "rollback", "migrate",
                                       "promote", "release",  "gate",
                                       "verify",  "check",    "smoke"};

bool Matches(const shell::Command& command, std::string_view name,
             std::span<const Verb> verbs) {
  for (const Verb& verb : verbs) {
    if (verb.program != name) continue;
    if (verb.verbs == " ") return true;
    for (const shell::Word& word : command.words) {
      std::string padded = " " + shell::SketchOf(word, "*") + " ";
      if (verb.verbs.find(padded) != std::string_view::npos) return true;
    }
  }
  return false;
}

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
  std::string name = shell::CommandName(command);
  if (name == "true" || name == ":" || name == "echo" || name == "printf") {
    return name;
  }
  if ((name == "exit" || name == "return") && command.words.size() == 2 &&
      shell::LiteralOf(command.words[1]).value_or("") == "0") {
    return name + " 0";
  }
  return "";
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        std::string forgiven = Forgiven(site);
        if (forgiven.empty() || !site.last_of_pipe()) continue;
        std::string name = shell::CommandName(*site.command);
        bool changes = Matches(*site.command, name, kChanges);
        bool checks = Matches(*site.command, name, kChecks);
        if (!changes && !checks && !HasTellingName(name)) continue;
        std::string_view text = run.text->script.text;
        out.ReportIn(*body.source, run.Place(site.command->span),
                     "'|| {}' hides that '{}' failed", forgiven,
                     Printable(site.command->span.In(text).substr(0, 60)))
            .Help("let it fail, or say in an if which failure is meant")
            .Anchor(site.command->span.In(text).substr(0, 80));
      }
    }
  }
}

}  // namespace

extern constexpr Rule kFailureIgnored = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
