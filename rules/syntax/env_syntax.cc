// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"
#include "rules/syntax/pack.h"

namespace interlock::syntax {
namespace {

constexpr RuleInfo kInfo{
    .id = "env-syntax",
    .summary = "A line of an environment file that sets nothing",
    .since = "0.1.0",
    .category = Category::kSyntax,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Reports lines of `.env` files that are neither an assignment, a comment nor
blank.

## Why is this bad?
Shells, Docker and telemetry agents read such a line differently: one stops, one
skips it, one takes the whole line as a name. The variable that was meant is not
set.

```env,bad,file=.ci/otel/resource-attrs.env
OTEL_SERVICE_NAME=orders
service version 1.4.0
```

```env,good,file=.ci/otel/resource-attrs.env
OTEL_SERVICE_NAME=orders
OTEL_SERVICE_VERSION=1.4.0
```
)"};
static_assert(WellFormed(kInfo));

void Check(const InputFile& file, const Context&, Sink& out) {
  ReportErrors(file, Language::kEnv, out);
}

}  // namespace

extern constexpr Rule kEnvSyntax = On<InputFile, Check>(kInfo);

}  // namespace interlock::syntax
