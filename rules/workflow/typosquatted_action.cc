// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "typosquatted-action",
    .summary = "An action's name is nearly that of a well-known one",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .security_severity = "7.0",
    .tags = "github-actions security",
    .peers = "zizmor:typosquat-uses",
    .docs = R"(## What it does
Reports `uses` whose owner is one letter away from the owner of widely used
actions (`action/checkout`, `actons/checkout`, `docker-/login-action`).

## Why is this bad?
Anybody can register the misspelt name, and gets the job's token and secrets
when somebody mistypes.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: action/checkout@v4
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
```
)"};
static_assert(WellFormed(kInfo));

// Well-known actions by their full names; only a name that differs in its
// owner by one letter, and has the rest right, is doubted.
struct Known {
  std::string_view owner;
  std::string_view names;  // separated by blanks, with one at both ends
};
constexpr Known kKnown[] = {
    {"actions",
     " checkout cache setup-node setup-python setup-go setup-java "
     "upload-artifact download-artifact github-script setup-dotnet labeler "
     "stale deploy-pages configure-pages "},
    {"docker",
     " login-action build-push-action setup-buildx-action "
     "setup-qemu-action metadata-action bake-action "},
    {"github", " codeql-action "},
    {"codecov", " codecov-action "},
    {"aws-actions", " configure-aws-credentials amazon-ecr-login "},
    {"azure", " login setup-kubectl setup-helm "},
    {"google-github-actions", " auth setup-gcloud "},
    {"hashicorp", " setup-terraform vault-action "},
    {"pypa", " gh-action-pypi-publish "},
    {"goreleaser", " goreleaser-action "},
    {"sigstore", " cosign-installer "},
    {"softprops", " action-gh-release "},
};

// One letter more, less, other, or two changed places.
bool IsOneOff(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b || b.size() - a.size() > 1) return false;
  size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

void Judge(const Body& body, const Uses& uses, Sink& out) {
  if (uses.kind != UsesKind::kRemote) return;
  std::string whole = AsciiLower(uses.repository);
  size_t slash = whole.find('/');
  std::string owner = whole.substr(0, slash);
  std::string name = " " + whole.substr(slash + 1) + " ";
  for (const Known& known : kKnown) {
    if (!IsOneOff(owner, known.owner)) continue;
    if (known.names.find(name) == std::string_view::npos) continue;
    out.ReportIn(*body.source, uses.text.span,
                 "'{}' is not '{}/{}', but nearly", Printable(whole),
                 known.owner, Trim(name))
        .Help("if that is what is meant, correct the owner")
        .Anchor(uses.text.text);
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    for (const Step& step : *body.steps) Judge(body, step.uses, out);
  }
}

}  // namespace

extern constexpr Rule kTyposquattedAction = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
