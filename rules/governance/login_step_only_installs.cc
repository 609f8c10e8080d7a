// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/workflow_text.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "login-step-only-installs",
    .summary = "A step says that it logs in and only installs a tool",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kWarning,
    .tags = "preview",
    .docs = R"(
## What it does
Reports steps whose name says log in, sign in, auth, OIDC or credentials and
that use an action which installs a tool and nothing else, such as
`azure/setup-kubectl`, without any input that would hold credentials.

## Why is this bad?
Nobody is logged in. The step after it talks to no cluster, or to the one of a
runner that happens to have a configuration; a clean-up that fails so leaves its
previews running, and the step looks as if that could not be.

```yaml,bad,file=.github/workflows/cleanup.yml
on: { pull_request: { types: [closed] } }
jobs:
  teardown:
    runs-on: ubuntu-latest
    steps:
      - name: Log in to the cluster (OIDC)
        uses: azure/setup-kubectl@v4
      - run: kubectl delete ns "pr-$NUMBER"
```

```yaml,good,file=.github/workflows/cleanup.yml
on: { pull_request: { types: [closed] } }
jobs:
  teardown:
    runs-on: ubuntu-latest
    steps:
      - name: Install kubectl
        uses: azure/setup-kubectl@v4
      - name: Log in to the cluster (OIDC)
        uses: azure/login@v2
      - run: kubectl delete ns "pr-$NUMBER"
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kInstallers[] = {
    "azure/setup-kubectl",       "azure/setup-helm",
    "hashicorp/setup-terraform", "docker/setup-buildx-action",
    "docker/setup-qemu-action",  "google-github-actions/setup-gcloud",
    "opentofu/setup-opentofu",   "alexellis/arkade-get"};
constexpr std::string_view kLogins[] = {"log in", "login",      "sign in",
                                        "oidc",   "credential", "authenticat"};
constexpr std::string_view kSecrets[] = {"token", "credential", "key",
                                         "password", "secret"};

bool SaysLogin(std::string_view name) {
  if (SaysAny(name, kLogins)) return true;
  for (std::string_view word : Split(name, ' ')) {
    if (EqualsIgnoringCase(word, "auth")) return true;
  }
  return false;
}

void Check(const workflow::Workflow& file, const Context&, Sink& out) {
  for (const workflow::Job& job : file.jobs) {
    for (const workflow::Step& step : job.steps) {
      if (!SaysLogin(step.name.text)) continue;
      auto at = std::ranges::find(kInstallers, step.uses.repository);
      if (at == std::end(kInstallers)) continue;
      bool given = std::ranges::any_of(step.with.all, [](const auto& input) {
        return SaysAny(input.name.text, kSecrets);
      });
      if (given) continue;
      out.Report(step.uses.text.span, "{} installs a tool and logs nobody in",
                 *at)
          .Help("add a step that logs in, or call this one what it is")
          .Related(*file.source, step.name.span, "says that it logs in");
    }
  }
}

}  // namespace

extern constexpr Rule kLoginStepOnlyInstalls =
    On<workflow::Workflow, Check>(kInfo);

}  // namespace interlock::governance
