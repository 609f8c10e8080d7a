// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/author_check.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "untrusted-checkout",
    .summary =
        "Code of a pull request is checked out where secrets are at hand",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "9.3",
    .tags = "github-actions security",
    .peers =
        "zizmor:dangerous-triggers poutine:untrusted_checkout_exec "
        "octoscan:dangerous-checkout octoscan:local-action "
        "scorecard:Dangerous-Workflow",
    .docs = R"(## What it does
Reports checkouts of a pull request's head in workflows started by
`pull_request_target`, `workflow_run`, `issue_comment` and the like. It is an
error when a later step runs something out of the checkout: a build tool, a
script or action of the repository; a warning when nothing of the sort is seen.

## Why is this bad?
These events run with the secrets and the token of the repository although
anybody may cause them. Whoever opens the pull request chooses what `make`,
`npm ci` or `./build.sh` does, and with it what happens to the secrets.

```yaml,bad
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: make test
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make test
```

## How to fix it
Run the code under `pull_request`, which has neither secrets nor a token that
writes, hand its result on as an artifact, and do what needs a secret in a
`workflow_run` that treats the artifact as data.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kHeads[] = {
    "github.event.pull_request.head.sha",
    "github.event.pull_request.head.ref",
    "github.head_ref",
    "github.event.workflow_run.head_sha",
    "github.event.workflow_run.head_branch",
    "github.event.workflow_run.head_commit.id",
    "github.event.pull_request.merge_commit_sha",
    "github.event.pull_request.head.repo.full_name",
    "github.event.workflow_run.head_repository.full_name"};

// Tools whose own files in the checkout say what they do.
constexpr std::string_view kTools[] = {
    "make",      "npm",     "npx",    "yarn",   "pnpm",   "bun",
    "pip",       "pip3",    "poetry", "tox",    "pytest", "cargo",
    "go",        "mvn",     "gradle", "bundle", "rake",   "gem",
    "composer",  "dotnet",  "cmake",  "bazel",  "docker", "pre-commit",
    "terraform", "tofu",    "uv",     "hatch",  "nox",    "mage",
    "just",      "task",    "ant",    "sbt",    "eslint", "tsc",
    "mkdocs",    "jekyll",  "helm",   "sh",     "bash",   "node",
    "python",    "python3", "ruby",   "swift",  "mix",    "rebar3",
    "stack",     "cabal"};

bool IsHead(std::string_view text) {
  std::string lower = AsciiLower(text);
  if (lower.starts_with("refs/pull/") || lower.find("/pull/") != lower.npos) {
    return true;
  }
  for (const Reference& one : ReferencesIn(text)) {
    if (std::ranges::find(kHeads, one.path) != std::end(kHeads)) return true;
    // What an action found out about the pull request of a comment.
    bool found_out =
        one.path.starts_with("steps.") &&
        (one.path.ends_with("head_ref") || one.path.ends_with("head_sha"));
    if (found_out) return true;
  }
  return false;
}

// Brings the head into the working tree by hand.
const shell::Site* ChecksOut(const RunScript& run) {
  if (run.text == nullptr) return nullptr;
  for (const shell::Site& site : run.text->sites) {
    const auto& words = site.command->words;
    if (words.size() < 3) continue;
    std::string_view name = shell::CommandName(*site.command);
    std::string_view verb = words[1].sketch;
    std::string_view next = words[2].sketch;
    if (name == "gh" && verb == "pr" && next == "checkout") return &site;
    if (name != "git" || (verb != "checkout" && verb != "fetch")) continue;
    for (const shell::Word& word : words) {
      if (IsHead(
              run.step->run.text.substr(word.span.begin, word.span.size()))) {
        return &site;
      }
    }
  }
  return nullptr;
}

// What runs out of the checkout, with the place in the file.
struct Run {
  std::string what;
  Span span;
};

bool FirstRun(const Body& body, const Step* after, Run& run) {
  bool behind = false;
  for (const Step& step : *body.steps) {
    if (&step == after) behind = true;
    if (!behind) continue;
    if (&step != after && step.uses.kind == UsesKind::kLocal &&
        !step.uses.text.text.starts_with('$')) {
      run = {Printable(step.uses.text.text), step.uses.text.span};
      return true;
    }
    const RunScript* script = body.ScriptOf(step);
    if (script == nullptr || script->text == nullptr) continue;
    for (const shell::Site& site : script->text->sites) {
      std::string_view name = shell::CommandName(*site.command);
      bool tool = std::ranges::find(kTools, name) != std::end(kTools);
      bool file = name.starts_with("./") || name.starts_with("../");
      if (!tool && !file) continue;
      run = {Printable(name), script->Place(site.command->words[0].span)};
      return true;
    }
  }
  return false;
}

void Report(const Body& body, const Trigger& trigger, const Step& step,
            Span span, Sink& out) {
  Run run;
  bool runs = FirstRun(body, &step, run);
  bool one_author = IsForOneAuthor(*body.job, step);
  if (one_author && !runs) return;
  auto report = out.ReportIn(
      *body.source, span,
      "the head of a pull request is checked out under {}{}", trigger.event,
      runs ? ", and '" + run.what + "' runs out of it" : "");
  report.Help(
      "do this under pull_request, without secrets, and hand the result "
      "to a workflow that only reads it");
  report.Related(*body.source, trigger.span,
                 "this event runs with the repository's secrets");
  if (runs) report.Related(*body.source, run.span, "runs out of the checkout");
  if (!runs || one_author) report.At(Severity::kWarning);
  report.Anchor(body.job->id.text);
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.workflow == nullptr) continue;
    const Trigger* trigger = PrivilegedTrigger(*body.workflow);
    if (trigger == nullptr) continue;
    for (const Step& step : *body.steps) {
      if (UsesAction(step, "actions/checkout")) {
        const Variable* ref = step.with.Find("ref");
        const Variable* from = step.with.Find("repository");
        bool head = (ref != nullptr && IsHead(ref->value.text)) ||
                    (from != nullptr && IsHead(from->value.text));
        if (!head) continue;
        const Variable* place = ref != nullptr ? ref : from;
        Report(body, *trigger, step, place->value.span, out);
        break;
      }
      const RunScript* script = body.ScriptOf(step);
      const shell::Site* site =
          script == nullptr ? nullptr : ChecksOut(*script);
      if (site == nullptr) continue;
      Report(body, *trigger, step, script->Place(site->command->span), out);
      break;
    }
  }
}

}  // namespace

extern constexpr Rule kUntrustedCheckout = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
