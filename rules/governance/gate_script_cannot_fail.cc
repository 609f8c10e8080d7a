// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/governance/shell_files.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-script-cannot-fail",
    .summary = "A script that should hold a release back cannot fail",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "gate scripts",
    .docs = R"(
## What it does
Reads shell scripts below folders of scripts whose name promises a decision
(gate, verify, check, require, health, slo, approve, policy, smoke, validate)
and reports those in which no command can fail: they print, wait, assign and
exit with 0. A script that runs anything else, or exits with another code
somewhere, is left alone, and so is one that could not be read in full.

## Why is this bad?
The script was a sketch, with the real question to be filled in. The workflow
that calls it is green, the environment is promoted, and the roll-back that
should follow a failure never comes, because nothing ever fails.

```sh,bad,file=.ci/scripts/require_green_slo.sh
set -euo pipefail
# Here the metrics server will be asked.
exit 0
```

```sh,good,file=.ci/scripts/require_green_slo.sh
set -euo pipefail
curl --fail --silent "$PROMETHEUS_URL/api/v1/query?query=burning" | grep -q '[]'
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPromises[] = {
    "gate", "verif",   "check", "require", "health",
    "slo",  "approve", "polic", "smoke",   "validate"};
constexpr std::string_view kHarmless[] = {
    "echo",   "printf", "true",     ":",     "sleep",  "set",
    "export", "local",  "readonly", "shift", "return", "cd"};

bool Promises(std::string_view path) {
  std::string name = AsciiLower(BaseName(path));
  return std::ranges::any_of(kPromises, [&](std::string_view word) {
    return name.find(word) != std::string::npos;
  });
}

// Whether the command may end the script with a failure.
bool MayFail(const shell::Command& command) {
  if (command.kind != shell::CommandKind::kSimple) {
    return command.kind == shell::CommandKind::kTest ||
           command.kind == shell::CommandKind::kArithmetic;
  }
  if (command.words.empty()) return false;  // an assignment
  std::string_view name = shell::CommandName(command);
  if (name == "exit") {
    auto arguments = ArgumentsOf(command);
    return arguments.empty() || arguments[0] != "0";
  }
  return std::ranges::find(kHarmless, name) == std::end(kHarmless);
}

// A test decides nothing when all that follows it is an exit with 0.
bool IsTestOnly(const shell::Site& site) {
  std::string_view name = shell::CommandName(*site.command);
  bool test = name == "[" || name == "test" ||
              site.command->kind == shell::CommandKind::kTest;
  return test && (site.condition || site.excused);
}

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kScript || !IsShellPath(file.path())) return;
  if (!Promises(file.path())) return;
  ShellFile shell(file.source->text());
  if (!shell.script.complete || shell.sites.empty()) return;
  const shell::Command* last = nullptr;
  for (const shell::Site& site : shell.sites) {
    if (!IsTestOnly(site) && MayFail(*site.command)) return;
    if (site.command->kind == shell::CommandKind::kSimple) last = site.command;
  }
  if (last == nullptr) return;
  out.Report(last->span, "{} passes whatever happens",
             Printable(BaseName(file.path())))
      .Help("let a command decide, whose failure fails the script");
}

}  // namespace

extern constexpr Rule kGateScriptCannotFail = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
