// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/kubernetes.h"
#include "analyzers/governance/terraform.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "failover-without-health-check",
    .summary = "A failover record is never found to be down",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "terraform dns recovery",
    .docs = R"(
## What it does
Reports a Route 53 record with a failover policy of the type PRIMARY that has
neither a `health_check_id` nor an alias with `evaluate_target_health = true`.

## Why is this bad?
Without a health check Route 53 takes the primary for healthy for ever. The
secondary costs money each month and is never used.

```hcl,bad,file=infra/dr/dns.tf
resource "aws_route53_record" "api" {
  name    = "api.example.com"
  type    = "A"
  records = ["192.0.2.1"]
  failover_routing_policy {
    type = "PRIMARY"
  }
}
```

```hcl,good,file=infra/dr/dns.tf
resource "aws_route53_record" "api" {
  name            = "api.example.com"
  type            = "A"
  records         = ["192.0.2.1"]
  health_check_id = aws_route53_health_check.api.id
  failover_routing_policy {
    type = "PRIMARY"
  }
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  if (file.kind != FileKind::kTerraform || file.tree == nullptr) return;
  for (const Resource& one : ResourcesOf(*file.tree, "aws_route53_record")) {
    const Node* type = At(one.body, "failover_routing_policy.type");
    if (type == nullptr || type->text != "PRIMARY") continue;
    if (At(one.body, "health_check_id") != nullptr) continue;
    const Node* follows = At(one.body, "alias.evaluate_target_health");
    if (follows != nullptr && !IsFalse(follows)) continue;
    out.Report(type->span, "nothing checks whether {} is up",
               Printable(TextAt(one.body, "name")))
        .Help("add health_check_id, or evaluate_target_health = true");
  }
}

}  // namespace

extern constexpr Rule kFailoverWithoutHealthCheck = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
