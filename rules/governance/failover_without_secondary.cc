// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "analyzers/governance/kubernetes.h"
#include "analyzers/governance/terraform.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "parsers/text/hcl.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "failover-without-secondary",
    .summary = "A failover record has nothing to fail over to",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "terraform dns recovery",
    .docs = R"(
## What it does
Reports a Route 53 record with a failover policy of the type PRIMARY when no
record of this repository has the same name and the type SECONDARY. Names and
types that are computed are not compared.

## Why is this bad?
When the health check of the primary fails, Route 53 looks for the secondary.
There is none, so it goes on answering with the primary: the disaster recovery
that was drawn on the board is one record with a longer name.

```hcl,bad,file=infra/dr/dns.tf
resource "aws_route53_record" "api" {
  zone_id = var.zone_id
  name    = "api.example.com"
  type    = "A"
  failover_routing_policy {
    type = "PRIMARY"
  }
}
```

```hcl,good,file=infra/dr/dns.tf
resource "aws_route53_record" "api" {
  zone_id = var.zone_id
  name    = "api.example.com"
  type    = "A"
  failover_routing_policy {
    type = "PRIMARY"
  }
}

resource "aws_route53_record" "standby" {
  zone_id = var.zone_id
  name    = "api.example.com"
  type    = "A"
  failover_routing_policy {
    type = "SECONDARY"
  }
}
```
)"};
static_assert(WellFormed(kInfo));

struct Failover {
  const Source* source;
  const Node* type;  // of the policy
  const Node* name;  // of the record
};

std::vector<Failover> FailoversOf(const Project& project) {
  std::vector<Failover> out;
  for (const InputFile& file : project.files) {
    if (file.kind != FileKind::kTerraform || file.tree == nullptr) continue;
    for (const Resource& one : ResourcesOf(*file.tree, "aws_route53_record")) {
      const Node* type = At(one.body, "failover_routing_policy.type");
      const Node* name = At(one.body, "name");
      if (type == nullptr || name == nullptr) continue;
      out.push_back({file.source, type, name});
    }
  }
  return out;
}

void Check(const Project& project, const Context&, Sink& out) {
  auto all = FailoversOf(project);
  for (const Failover& one : all) {
    if (one.type->text != "PRIMARY") continue;
    bool met = std::ranges::any_of(all, [&](const Failover& other) {
      // A computed type may be anything.
      bool may = other.type->text != "PRIMARY";
      bool same = other.name->text == one.name->text ||
                  IsHclExpression(*other.name) || IsHclExpression(*one.name);
      return may && same;
    });
    if (met) continue;
    out.ReportIn(*one.source, one.type->span,
                 "no SECONDARY record takes over for {}",
                 Printable(one.name->text))
        .Help("add a record of the same name with the type SECONDARY");
  }
}

}  // namespace

extern constexpr Rule kFailoverWithoutSecondary = On<Project, Check>(kInfo);

}  // namespace interlock::governance
