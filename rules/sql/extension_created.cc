// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "core/text.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allowed", OptionType::kStringList, "[]",
     "Extensions, as globs, that are known to be there"},
};

constexpr RuleInfo kInfo{
    .id = "extension-created",
    .summary = "An extension is created, which may need a superuser",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "permissions",
    .peers =
        "diesel-guard:CreateExtensionCheck migrationpilot:MP073 "
        "migrationpilot:MP078 pgrubic:ST001",
    .options = kOptions,
    .docs = R"(
## What it does

Reports `CREATE EXTENSION` and `ALTER EXTENSION ... UPDATE`. For those who like
strictness: off by default.

## Why is this bad?

Few extensions are trusted; all others need a superuser, which the role that
runs migrations should not be, and a package on the server that may be missing
or older elsewhere. An update runs a script that may rewrite or lock what the
extension owns.

```sql,bad
CREATE EXTENSION postgis;
```

```sql,good
CREATE TABLE places (id bigint PRIMARY KEY);
```

## How to do it

Let those who run the server install extensions, and name them in the option
`allowed`. In the migration, `CREATE EXTENSION IF NOT EXISTS` is then a check
that does nothing.

## When the facts are not known

Which extensions the server has is not known; the option says it.
)"};
static_assert(WellFormed(kInfo));

void Report(const Op& op, const Ident& extension, std::string_view act,
            const std::vector<std::string>& allowed, Sink& out) {
  for (const std::string& glob : allowed) {
    if (GlobMatch(glob, extension.text)) return;
  }
  out.Report(op.span, "{} {} may need a superuser and a package on the server",
             act, extension.text)
      .Help("install it with the server, and name it in `allowed`");
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  auto allowed = context.options.Strings("allowed");
  ForEachOp<CreateExtension, AlterExtension>(
      file, context, [&](const auto& op, const Moment&) {
        if (const auto* create = As<CreateExtension>(op)) {
          Report(op, create->extension, "creating", allowed, out);
        } else if (const auto* alter = As<AlterExtension>(op)) {
          if (alter->change != ExtensionChange::kUpdate) return;
          Report(op, alter->extension, "updating", allowed, out);
        }
      });
}

}  // namespace

extern constexpr Rule kExtensionCreated = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
