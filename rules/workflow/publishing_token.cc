// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "publishing-token",
    .summary = "A package is published with a long-lived token",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kNote,
    .security_severity = "3.5",
    .tags = "github-actions security",
    .peers = "zizmor:use-trusted-publishing",
    .docs = R"(## What it does
Reports publishing to PyPI, npm, RubyGems and crates.io with a token from the
secrets, where the registry takes the workflow's own identity instead.

## Why is this bad?
A token that leaks, from a log or a developer's machine, publishes releases
until somebody notices. The identity of a job is valid for minutes and for that
job.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: pypa/gh-action-pypi-publish@v1.13.0
        with:
          password: ${{ secrets.PYPI_TOKEN }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@v1.13.0
```
)"};
static_assert(WellFormed(kInfo));

struct Publisher {
  std::string_view command;
  std::string_view variable;
};
constexpr Publisher kPublishers[] = {
    {"npm publish", "NODE_AUTH_TOKEN"},
    {"npm publish", "NPM_TOKEN"},
    {"cargo publish", "CARGO_REGISTRY_TOKEN"},
    {"gem push", "GEM_HOST_API_KEY"},
    {"twine upload", "TWINE_PASSWORD"},
    {"uv publish", "UV_PUBLISH_TOKEN"},
};

// The variable that holds the token: of the step or the job.
const Variable* TokenOf(const Body& body, const Step& step) {
  for (const Publisher& one : kPublishers) {
    if (step.run.text.find(one.command) == std::string_view::npos) continue;
    const Variable* variable = step.env.Find(one.variable);
    if (variable == nullptr && body.job != nullptr) {
      variable = body.job->env.Find(one.variable);
    }
    if (variable != nullptr && ReadsSecrets(variable->value.text)) {
      return variable;
    }
  }
  if (!UsesAction(step, "pypa/gh-action-pypi-publish")) return nullptr;
  // Other indexes take passwords only.
  bool elsewhere =
      !Given(step, "repository-url").empty() &&
      Given(step, "repository-url").find("pypi.org") == std::string_view::npos;
  const Variable* password = step.with.Find("password");
  bool secret =
      password != nullptr && !elsewhere && ReadsSecrets(password->value.text);
  return secret ? password : nullptr;
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    for (const Step& step : *body.steps) {
      const Variable* token = TokenOf(body, step);
      if (token == nullptr) continue;
      out.ReportIn(*body.source, token->value.span,
                   "'{}' publishes with a token that does not expire with the "
                   "job",
                   Printable(token->name.text))
          .Help(
              "set up trusted publishing at the registry, give the job "
              "id-token: write, and delete the token")
          .Anchor(token->name.text);
    }
  }
}

}  // namespace

extern constexpr Rule kPublishingToken = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
