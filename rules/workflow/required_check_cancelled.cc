// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/protection/required.h"
#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/template.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "required-check-cancelled",
    .summary =
        "Runs of different pull requests cancel each other's required check",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions concurrency required-checks merge-queue",
    .peers =
        "ci-truth-serum:check-cancellable-required-check "
        "ci-truth-serum:check-static-concurrency "
        "ci-truth-serum:check-pending-cancel-concurrency",
    .docs = R"(## What it does
Reports the concurrency group of a workflow or job that a required check comes
from when the group is the same for all pull requests, and, in a workflow that
runs on `merge_group`, when it is the same for all entries of the queue, because
it is made of `github.head_ref` or the pull request's number, which are empty
there. A group with something that differs from run to run is left alone.

## Why is this bad?
Of a group one run goes on and one waits; a newer one throws the waiting one
out, and with `cancel-in-progress` the running one, too. A cancelled check is
not passed: the pull request is held up until somebody starts the run again, and
the merge queue drops the entry.

```yaml,bad,file=.github/workflows/ci.yml
on:
  pull_request:
concurrency:
  group: ci
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "build"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```yaml,good,file=.github/workflows/ci.yml
on:
  pull_request:
concurrency:
  group: ci-${{ github.ref }}
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": {
    "strict": true,
    "contexts": [
      "build"
    ]
  },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

enum class Sharing : uint8_t { kNone, kQueue, kAll };

// What differs from one pull request to the next, and which of that is empty
// in a merge queue.
bool Varies(std::string_view path) {
  for (std::string_view front :
       {"github.ref", "github.head_ref", "github.sha", "github.run",
        "github.event.", "github.actor", "github.triggering_actor", "inputs.",
        "matrix.", "vars.", "needs.", "github.job", "strategy."}) {
    if (path.starts_with(front)) return true;
  }
  return path == "github" || path == "github.event";
}
bool EmptyInQueue(std::string_view path) {
  return path == "github.head_ref" || path == "github.event.number" ||
         path.starts_with("github.event.pull_request");
}

Sharing SharingOf(const Text& group) {
  Template parsed = ParseTemplate(group.text);
  if (!parsed.error.empty()) return Sharing::kNone;
  bool varies = false;
  bool in_queue = false;
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression) continue;
    if (!piece.expression.ok()) return Sharing::kNone;
    for (uint32_t i = 0; i < piece.expression.nodes.size(); ++i) {
      ExprKind kind = piece.expression.at(i).kind;
      if (kind == ExprKind::kCall) return Sharing::kNone;
      if (kind != ExprKind::kMember && kind != ExprKind::kIndex) continue;
      std::string path = PathOf(piece.expression, i);
      if (path.empty() || path == "github.event") continue;
      if (!Varies(path)) continue;
      varies = true;
      in_queue = in_queue || !EmptyInQueue(path);
    }
  }
  if (!varies) return Sharing::kAll;
  return in_queue ? Sharing::kNone : Sharing::kQueue;
}

void Look(const Concurrency& concurrency,
          const protection::RequiredJob& required, Sink& out) {
  if (!concurrency.present || !concurrency.group.stated()) return;
  Sharing sharing = SharingOf(concurrency.group);
  bool queue = required.check->workflow().FindTrigger("merge_group") != nullptr;
  bool pulls =
      required.check->workflow().FindTrigger("pull_request") != nullptr;
  bool found = (sharing == Sharing::kAll && pulls) ||
               (sharing == Sharing::kQueue && queue);
  if (!found) return;
  bool now = IsTrue(concurrency.cancel_in_progress.node);
  out.Report(concurrency.group.span,
             "the group of required job '{}' is the same for all {}: a newer "
             "run cancels {}",
             Printable(required.job->id.text),
             sharing == Sharing::kAll ? "pull requests"
                                      : "entries of the merge queue",
             now ? "theirs" : "those that wait")
      .Help("{}",
            sharing == Sharing::kAll
                ? "add github.ref to the group"
                : "let the group fall back: github.head_ref || github.run_id")
      .Anchor(concurrency.group.text);
}

void Examine(const Workflow& workflow, const Context& ctx, Sink& out) {
  const auto& protections = *ctx.project.protections;
  auto required = protection::RequiredIn(workflow, protections);
  if (required.empty()) return;
  Look(workflow.concurrency, *required.front(), out);
  for (const protection::RequiredJob* one : required) {
    Look(one->job->concurrency, *one, out);
  }
}

}  // namespace

extern constexpr Rule kRequiredCheckCancelled = On<Workflow, Examine>(kInfo);

}  // namespace interlock::workflow
