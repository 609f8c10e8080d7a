// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "login-that-logs-in-nowhere",
    .summary = "A step says that it logs in, but only installs a tool",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports steps whose name speaks of OIDC, logging in or authenticating and that
use an action which only installs a tool, such as azure/setup-kubectl or
azure/setup-helm, in a job that has no other step that logs in.

## Why is this bad?
The commands after it run without credentials and fail; or they find those that
an earlier job left on a self-hosted runner, and act on the wrong cluster.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Log in to the cluster (OIDC)
        uses: azure/setup-kubectl@v4
      - run: kubectl delete ns preview
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Log in to the cluster (OIDC)
        uses: azure/login@v2
        with:
          client-id: ${{ vars.CLIENT_ID }}
      - uses: azure/setup-kubectl@v4
      - run: kubectl delete ns preview
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kOnlyInstall[] = {
    "azure/setup-kubectl",       "azure/setup-helm",
    "hashicorp/setup-terraform", "opentofu/setup-opentofu",
    "helm/kind-action",          "google-github-actions/setup-gcloud",
    "actions/setup-node",        "actions/setup-python",
    "docker/setup-buildx-action"};
constexpr std::string_view kClaims[] = {"oidc",     "log in",       "login",
                                        "log into", "authenticate", "auth to",
                                        "sign in",  "assume role"};
constexpr std::string_view kLogins[] = {
    "login", "auth",    "credentials", "kubeconfig",   "set-context",
    "aks-",  "get-gke", "k8s-set",     "configure-aws"};

bool Claims(std::string_view name) {
  std::string lower = AsciiLower(name);
  return std::ranges::any_of(kClaims, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool LogsIn(const Step& step) {
  std::string all = AsciiLower(step.uses.text.text) + AsciiLower(step.run.text);
  return std::ranges::any_of(kLogins, [&](std::string_view word) {
    return all.find(word) != std::string::npos;
  });
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    if (std::ranges::any_of(job.steps, LogsIn)) continue;
    for (const Step& step : job.steps) {
      bool installs = std::ranges::any_of(
          kOnlyInstall,
          [&](std::string_view action) { return UsesAction(step, action); });
      if (!installs || !Claims(step.name.text)) continue;
      out.Report(step.uses.text.span,
                 "'{}' only installs a tool: '{}' logs in nowhere",
                 Printable(step.uses.repository), Printable(step.name.text))
          .Help(
              "log in before it: azure/login, aws-actions/"
              "configure-aws-credentials or google-github-actions/auth")
          .Anchor(job.id.text);
    }
  }
}

}  // namespace

extern constexpr Rule kLoginThatLogsInNowhere = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
