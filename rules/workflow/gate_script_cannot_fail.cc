// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"
#include "rules/workflow/shell_scripts.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-script-cannot-fail",
    .summary = "A script that should decide something always succeeds",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-exit-suppression",
    .docs = R"(## What it does
Reports shell scripts named after a gate (`gate`, `check`, `verify`, `require`,
`validate`, `approve`, `health`, `slo`, `smoke`) in which nothing asks
anything: they print, sleep, set variables and exit with 0.

## Why is this bad?
Such scripts begin as a sketch with a TODO in it. Workflows call them, required
checks show green, and releases go out that nobody looked at.

```sh,bad,file=ci/require_green_slo.sh
#!/bin/sh
echo "see the dashboard"
exit 0
```

```sh,good,file=ci/require_green_slo.sh
#!/bin/sh
errors=$(curl --fail --silent "$PROMETHEUS/api/v1/query?query=slo")
test "$errors" = 0
```

## When the facts are not known
A script that is not understood in full, or calls another program, is taken for
one that may fail.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kPromises[] = {
    "gate",    "check",  "verify", "require", "validate",
    "approve", "health", "slo",    "smoke",   "assert"};
constexpr std::string_view kHarmless[] = {
    "echo",  "printf", "sleep",    "true", ":",   "set",  "export",
    "shift", "local",  "readonly", "date", "cat", "trap", "declare"};

bool Promises(std::string_view path) {
  std::string name = AsciiLower(BaseName(path));
  return std::ranges::any_of(kPromises, [&](std::string_view word) {
    return name.find(word) != std::string::npos;
  });
}

bool IsExitZero(const shell::Command& command) {
  std::string name = shell::CommandName(command);
  if (name != "exit" && name != "return") return false;
  return command.words.size() == 2 &&
         shell::LiteralOf(command.words[1]).value_or("") == "0";
}

// Whether any command may decide about the script's result.
bool MayFail(const std::vector<shell::Site>& sites) {
  for (const shell::Site& site : sites) {
    const shell::Command& command = *site.command;
    switch (command.kind) {
      case shell::CommandKind::kSimple:
        break;
      case shell::CommandKind::kFor:
      case shell::CommandKind::kGroup:
      case shell::CommandKind::kFunction:
        continue;
      default:
        return true;
    }
    if (IsExitZero(command) || command.words.empty()) continue;
    std::string name = shell::CommandName(command);
    if (std::ranges::find(kHarmless, name) == std::end(kHarmless)) return true;
    // What it writes to a file, somebody else may judge.
    for (const shell::Redirect& one : command.redirects) {
      bool file = one.kind == shell::RedirectKind::kOutput ||
                  one.kind == shell::RedirectKind::kAppend;
      if (file) return true;
    }
  }
  return false;
}

// The comment that says what is missing, else the command that gives the
// result.
Span WhereToLook(const shell::Script& script,
                 const std::vector<shell::Site>& sites) {
  for (std::string_view mark : {"# TODO", "# FIXME", "#TODO"}) {
    size_t at = script.text.find(mark);
    if (at == std::string_view::npos) continue;
    return {static_cast<uint32_t>(at),
            static_cast<uint32_t>(LineEnd(script.text, at))};
  }
  for (const shell::Site& site : sites) {
    if (IsExitZero(*site.command)) return site.command->span;
  }
  return sites.back().command->span;
}

void Examine(const Project& project, const Context&, Sink& out) {
  ForEachScript(project, [&](const AnyScript& one) {
    if (one.run != nullptr || !Promises(one.source.path())) return;
    if (!one.script.complete || one.sites.empty()) return;
    if (MayFail(one.sites)) return;
    out.ReportIn(one.source, WhereToLook(one.script, one.sites),
                 "'{}' asks nothing and always succeeds",
                 Printable(BaseName(one.source.path())))
        .Help("let it query what it is named after, and exit 1 on a breach")
        .Anchor(one.source.path());
  });
}

}  // namespace

extern constexpr Rule kGateScriptCannotFail = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
