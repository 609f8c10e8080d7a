// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "database-version-differs",
    .summary = "Two files name different versions of the server",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Compares `server_version` of `db.yml` with `postgresql.version` of
`.interlock.yml`, where both are stated.

## Why is this bad?
Migrations are judged for the version of `.interlock.yml`. What takes a moment
on version 11 rewrites the table on version 10; a gate that judges for another
server than the one in production is wrong in both directions.

```yaml,bad,file=.interlock.yml
version: 1
postgresql: { version: 16 }
```

```yaml,bad,file=.ci/config/db.yml
engine: postgres
server_version: 14
schema_dir: .ci
```

```yaml,good,file=.interlock.yml
version: 1
postgresql: { version: 14 }
```

```yaml,good,file=.ci/config/db.yml
engine: postgres
server_version: 14
schema_dir: .ci
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Project& project, const Context&, Sink& out) {
  if (!project.settings.pg_version_stated) return;
  for (const ConfigFile& file : project.configs->files()) {
    if (file.sort != Sort::kDb) continue;
    const Node* node = file.At("server_version");
    auto version = NumberOf(node);
    int wanted = project.settings.pg_version;
    if (!version || static_cast<int>(*version) == wanted) continue;
    out.ReportIn(*file.source, node->span,
                 "the server has version {} here, and {} in .interlock.yml",
                 node->text, wanted)
        .Help("write the version of the oldest server into both");
  }
}

}  // namespace

extern constexpr Rule kDatabaseVersionDiffers = On<Project, Check>(kInfo);

}  // namespace interlock::config
