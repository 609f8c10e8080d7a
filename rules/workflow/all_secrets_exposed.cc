// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "all-secrets-exposed",
    .summary = "A step gets all secrets at once",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "7.0",
    .tags = "github-actions security",
    .peers = "zizmor:overprovisioned-secrets poutine:job_all_secrets",
    .docs = R"(## What it does
Reports `toJSON(secrets)`, and `secrets[...]` with an index that is computed.

## Why is this bad?
The runner hands over, and masks, every secret of the repository and the
organisation, whichever the step needs. One `printenv` or one crash report then
tells them all, in a form that the log does not mask.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy.sh
        env:
          ALL: ${{ toJSON(secrets) }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy.sh
        env:
          TOKEN: ${{ secrets.DEPLOY_TOKEN }}
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Body& body, const Text& text, Sink& out) {
  if (text.text.find("secrets") == std::string_view::npos) return;
  for (const Reference& one : ReferencesIn(text.text)) {
    bool all = one.path == "secrets";
    bool computed = one.path == "secrets.*";
    if (!all && !computed) continue;
    out.ReportIn(*body.source, InFile(*body.source, text, one.span),
                 "'{}' hands over {}", Printable(one.span.In(text.text)),
                 all ? "all secrets there are"
                     : "a secret that is only known at run time, so all of "
                       "them are at hand")
        .Help("name each secret that is needed: ${{{{ secrets.NAME }}}}");
  }
}

void Examine(const Project& project, const Context&, Sink& out) {
  const Workflow* last = nullptr;
  auto look = [&](const Body& body, const Variables& some) {
    Look(body, some.dynamic, out);
    for (const Variable& one : some.all) Look(body, one.value, out);
  };
  for (const Body& body : project.workflows->bodies) {
    if (body.workflow != nullptr && body.workflow != last) {
      look(body, body.workflow->env);
    }
    last = body.workflow;
    if (body.job != nullptr) {
      look(body, body.job->env);
      look(body, body.job->with);
    }
    for (const Step& step : *body.steps) {
      Look(body, step.run, out);
      look(body, step.env);
      look(body, step.with);
    }
  }
}

}  // namespace

extern constexpr Rule kAllSecretsExposed = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
