// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "security-definer-search-path",
    .summary =
        "A SECURITY DEFINER function that trusts its caller's search_path",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .security_severity = "7.0",
    .tags = "security",
    .peers =
        "migrationpilot:MP085 splinter:function_search_path_mutable "
        "pgrubic:ST003",
    .docs = R"(
## What it does

Reports `CREATE FUNCTION ... SECURITY DEFINER` without `SET search_path`,
unless the same file sets it with ALTER FUNCTION.

## Why is this bad?

The function runs with its owner's rights, but looks names up along the
caller's search_path. A caller who may create objects anywhere, temporary ones
suffice, puts a table or function of the same name in front and has the owner
run it.

```sql,bad
CREATE FUNCTION close_order(bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
AS $$ UPDATE orders SET closed = true WHERE id = $1 $$;
```

```sql,good
CREATE FUNCTION close_order(bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = app, pg_temp
AS $$ UPDATE orders SET closed = true WHERE id = $1 $$;
```

## How to do it

1. Add `SET search_path = <schemas that only the owner writes>, pg_temp`;
   pg_temp last, or it comes first by itself.
2. Or set it to '' and name every object with its schema.
3. `REVOKE EXECUTE ... FROM PUBLIC` in the same transaction, then grant it to
   those who need it.

## When the facts are not known

A function whose body is standard SQL (`BEGIN ATOMIC`, `RETURN`) is bound to
its objects when it is created and is left alone. Settings made by later
migrations do not count: until then the function was open.
)"};
static_assert(WellFormed(kInfo));

struct Made {
  const CreateFunction* op;
  bool closed;
};

bool SetsPath(const RoutineOptions& options) {
  return std::ranges::any_of(options.settings, [](const Option& option) {
    return option.action != '-' && option.name.text == "search_path";
  });
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  if (!file.kinds.Has(OpKind::kCreateFunction)) return;
  Standing at = Locate(context.project.histories, file);
  if (at.migration == nullptr || at.is_down) return;
  std::map<std::string_view, std::vector<const CreateFunction*>> open;
  file.EachOp<CreateFunction, AlterFunction>([&](const auto& op) {
    if (file.GoesDown(op)) return;
    if (const auto* made = As<CreateFunction>(op)) {
      bool bad =
          made->security_definer && !made->sets_search_path && !made->sql_body;
      if (bad) open[made->function.name].push_back(made);
    } else if (const auto* alter = As<AlterFunction>(op)) {
      if (SetsPath(*alter->options)) open.erase(alter->function.name);
    }
  });
  for (const auto& [name, all] : open) {
    for (const CreateFunction* made : all) {
      out.Report(made->span,
                 "{} runs as its owner with the caller's search_path", name)
          .Help("add SET search_path = <schema>, pg_temp");
    }
  }
}

}  // namespace

extern constexpr Rule kSecurityDefinerSearchPath = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
