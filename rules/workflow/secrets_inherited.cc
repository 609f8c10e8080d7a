// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "secrets-inherited",
    .summary = "A called workflow gets every secret there is",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "6.5",
    .tags = "github-actions security",
    .peers = "zizmor:secrets-inherit ghalint:deny_inherit_secrets",
    .docs = R"(## What it does
Reports `secrets: inherit`. Where the called workflow is part of this
repository the finding is a note that lists the secrets which it reads.

## Why is this bad?
The called workflow, and each action in it, gets all secrets of the repository
and of the organisation. Somebody else's workflow may be changed by them at any
time; one's own may grow a step that nobody thought of when the call was
written.

```yaml,bad
on: push
jobs:
  deploy:
    uses: acme/shared/.github/workflows/deploy.yml@v1
    secrets: inherit
```

```yaml,good
on: push
jobs:
  deploy:
    uses: acme/shared/.github/workflows/deploy.yml@v1
    secrets:
      token: ${{ secrets.DEPLOY_TOKEN }}
```
)"};
static_assert(WellFormed(kInfo));

std::set<std::string> ReadBy(const Workflow& workflow) {
  std::set<std::string> names;
  auto take = [&](const Variables& some) {
    for (const Variable& one : some.all) {
      for (std::string& name : SecretsIn(one.value.text)) {
        names.insert(std::move(name));
      }
    }
  };
  take(workflow.env);
  for (const Job& job : workflow.jobs) {
    take(job.env);
    take(job.with);
    for (const Step& step : job.steps) {
      for (const std::string& name : step.secrets) names.insert(name);
    }
  }
  return names;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.job == nullptr || body.job->secrets_inherit.text != "inherit") {
      continue;
    }
    const Job& job = *body.job;
    auto report = out.ReportIn(
        *body.source, job.secrets_inherit.span,
        "'{}' gets every secret of the repository and the organisation",
        Printable(job.uses.text.text));
    report.Anchor(job.uses.text.text);
    report.Help("hand on the secrets that it needs, by name");
    if (job.uses.kind != UsesKind::kLocal) continue;
    report.At(Severity::kNote);
    const Workflow* called = project.workflows->Find(job.uses.path);
    if (called == nullptr) continue;
    std::vector<std::string> names;
    for (const std::string& name : ReadBy(*called)) {
      std::string upper = name;
      for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      names.push_back(Printable(upper));
    }
    if (names.empty()) {
      report.Help("it reads no secret itself: remove the line");
    } else {
      report.Help("hand on what it reads, by name: {}", Join(names, ", "));
    }
  }
}

}  // namespace

extern constexpr Rule kSecretsInherited = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
