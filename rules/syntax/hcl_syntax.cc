// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{.id = "hcl-syntax",
                         .summary = "A Terraform file that cannot be read",
                         .since = "0.1.0",
                         .category = Category::kSyntax,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports Terraform files that cannot be read, with the place where reading
stops. What stands after it is still looked at.

## Why is this bad?
Terraform refuses the whole folder, so nothing that it describes is applied: not
the branch protection, not the environments, not the stand-by database.

```hcl,bad,file=infra/main.tf
resource "github_branch_protection" "main" {
  pattern = "main"
```

```hcl,good,file=infra/main.tf
resource "github_branch_protection" "main" {
  pattern = "main"
}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportErrors(file, Language::kHcl, out);
}

}  // namespace

extern constexpr Rule kHclSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
