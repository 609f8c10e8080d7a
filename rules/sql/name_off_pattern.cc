// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "core/text.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_names.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"forbidden", OptionType::kStringList, "[*[A-Z]*, * *, *-*]",
     "Globs that no name may match"},
    {"table", OptionType::kStringList, "[]",
     "Globs for tables; one must match"},
    {"column", OptionType::kStringList, "[]",
     "Globs for columns; one must match"},
    {"index", OptionType::kStringList, "[]",
     "Globs for indexes; one must match"},
    {"constraint", OptionType::kStringList, "[]",
     "Globs for constraints; one must match"},
};

constexpr RuleInfo kInfo{
    .id = "name-off-pattern",
    .summary = "A name that does not follow the repository's pattern",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "style naming",
    .peers =
        "pgrubic:NM001 pgrubic:NM002 pgrubic:NM003 pgrubic:NM004 "
        "pgrubic:NM005 pgrubic:NM006 pgrubic:NM007 pgrubic:NM008 "
        "pgrubic:NM009 pgrubic:NM010 atlas:NM101 atlas:NM102 "
        "atlas:NM103 atlas:NM104 atlas:NM105 atlas:NM106",
    .options = kOptions,
    .docs = R"(
## What it does

Reports names of new tables, columns, indexes and constraints, and new names in
RENAME, that match a forbidden glob or none of the globs for their kind. Out of
the box, capital letters, blanks and dashes are forbidden, because such a name
must be quoted wherever it is used. For those who like strictness: off by
default.

## Why is this bad?

Names that follow one pattern can be guessed; others must be looked up. A name
with capital letters is another name without the quotes.

```sql,bad
CREATE TABLE "OrderItems" (id bigint PRIMARY KEY);
```

```sql,good
CREATE TABLE order_items (id bigint PRIMARY KEY);
```

## How to do it

Rename while the object is new: an object in use cannot be renamed without
care.

## When the facts are not known

Names that the server chooses are not looked at.
)"};
static_assert(WellFormed(kInfo));

bool Matches(const std::vector<std::string>& globs, std::string_view name) {
  return std::ranges::any_of(
      globs, [&](const std::string& glob) { return GlobMatch(glob, name); });
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  auto forbidden = context.options.Strings("forbidden");
  std::map<NamedKind, std::vector<std::string>> wanted = {
      {NamedKind::kTable, context.options.Strings("table")},
      {NamedKind::kColumn, context.options.Strings("column")},
      {NamedKind::kIndex, context.options.Strings("index")},
      {NamedKind::kConstraint, context.options.Strings("constraint")}};
  ForEachNewName(file, context, [&](const NewName& name) {
    if (Matches(forbidden, name.text)) {
      out.Report(name.span, "{} {} must be quoted wherever it is used",
                 NameOf(name.kind), name.text)
          .Help("use small letters and underscores");
      return;
    }
    auto globs = wanted.find(name.kind);
    if (globs == wanted.end() || globs->second.empty()) return;
    if (Matches(globs->second, name.text)) return;
    out.Report(name.span, "{} {} does not match {}", NameOf(name.kind),
               name.text, Listed(globs->second))
        .Help("rename it while it is new");
  });
}

}  // namespace

extern constexpr Rule kNameOffPattern = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
