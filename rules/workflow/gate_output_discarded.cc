// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"
#include "rules/workflow/shell_scripts.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "gate-output-discarded",
    .summary =
        "A check's output is thrown away, so nobody learns why it failed",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "ci-truth-serum:check-stderr-suppression",
    .docs = R"(## What it does
Reports checks and deployments (tests, scanners, `psql -f`, `helm upgrade` and
the like) whose output and errors both go to `/dev/null`.

## Why is this bad?
The gate fails in the night, and the log says FAIL and nothing else. People
then run the step again until it passes, or switch it off.

```sh,bad,file=ci/dryrun.sh
psql "$CONN" -f "$file" >/dev/null 2>&1
```

```sh,good,file=ci/dryrun.sh
psql "$CONN" -f "$file" >"$log" 2>&1 || { cat "$log"; exit 1; }
```
)"};
static_assert(WellFormed(kInfo));

bool IsNull(const shell::Word& word) {
  return shell::LiteralOf(word).value_or("") == "/dev/null";
}

// Both standard output and errors are gone.
bool Discards(const shell::Command& command) {
  bool output = false;
  bool errors = false;
  for (const shell::Redirect& one : command.redirects) {
    bool writes = one.kind == shell::RedirectKind::kOutput ||
                  one.kind == shell::RedirectKind::kAppend;
    if (writes && IsNull(one.target)) {
      if (one.both) return true;
      (one.descriptor == 2 ? errors : output) = true;
    }
    bool joined = one.kind == shell::RedirectKind::kDuplicate &&
                  one.descriptor == 2 && output &&
                  shell::LiteralOf(one.target).value_or("") == "1";
    errors = errors || joined;
  }
  return output && errors;
}

void Examine(const Project& project, const Context&, Sink& out) {
  ForEachScript(project, [&](const AnyScript& one) {
    for (const shell::Site& site : one.sites) {
      const shell::Command& command = *site.command;
      if (site.condition || !Discards(command)) continue;
      std::string name = shell::CommandName(command);
      bool decides = HasVerb(command, name, kChangingVerbs) ||
                     HasVerb(command, name, kCheckingVerbs);
      if (!decides) continue;
      Span redirect =
          command.redirects.front().span.Cover(command.redirects.back().span);
      out.ReportIn(one.source, one.Place(redirect),
                   "what '{}' says is thrown away: when it fails, nobody "
                   "learns why",
                   Printable(name))
          .Help("keep it in a file and print that when the command fails")
          .Anchor(name);
    }
  });
}

}  // namespace

extern constexpr Rule kGateOutputDiscarded = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
