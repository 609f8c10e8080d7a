// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "container-password",
    .summary = "A registry's password is written into the workflow",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .security_severity = "7.5",
    .tags = "github-actions security",
    .peers =
        "actionlint:credentials zizmor:hardcoded-container-credentials "
        "octoscan:credentials",
    .docs = R"(## What it does
Reports `credentials.password` of a container or a service that is no
expression. The value itself is not shown.

## Why is this bad?
Everybody who can read the repository, and every clone and fork of it, has the
password.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container:
      image: registry.example.com/acme/builder:1
      credentials:
        username: ci
        password: hunter2
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container:
      image: registry.example.com/acme/builder:1
      credentials:
        username: ci
        password: ${{ secrets.REGISTRY_PASSWORD }}
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

void Look(const Container& container, Sink& out) {
  if (container.node == nullptr || !container.node->IsMapping()) return;
  const Node* credentials = container.node->Find("credentials");
  if (credentials == nullptr || !credentials->IsMapping()) return;
  const Member* password = credentials->FindMember("password");
  if (password == nullptr || !password->value->IsScalar() ||
      password->value->text.empty() ||
      password->value->text.find("${{") != std::string_view::npos) {
    return;
  }
  out.Report(password->key->span,
             "the password for '{}' stands in the repository",
             Printable(container.image.text))
      .Help("change it now, and read it from a secret");
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    Look(job.container, out);
    for (const Container& service : job.services) Look(service, out);
  }
}

}  // namespace

extern constexpr Rule kContainerPassword = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
