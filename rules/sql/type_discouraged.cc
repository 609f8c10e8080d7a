// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_columns.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr OptionInfo kOptions[] = {
    {"types", OptionType::kStringList,
     "[char, varchar, money, real, float, timetz, xml, hstore]",
     "Types to report"},
};

constexpr RuleInfo kInfo{
    .id = "type-discouraged",
    .summary = "A column has a type that is seldom what is wanted",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kNote,
    .persona = Persona::kPedantic,
    .tags = "types",
    .peers =
        "squawk:ban-char-field squawk:prefer-text-field "
        "pgls:banCharField pgls:preferTextField "
        "pgfence:prefer-text-field migrationpilot:MP038 "
        "migrationpilot:MP039 migrationpilot:MP040 "
        "migrationpilot:MP041 diesel-guard:CharTypeCheck pgrubic:TP004 "
        "pgrubic:TP005 pgrubic:TP006 pgrubic:TP011 pgrubic:TP012 "
        "pgrubic:TP013",
    .options = kOptions,
    .docs = R"(
## What it does

Reports new columns of the types that the option `types` names. For those who
like strictness: off by default.

## Why is this bad?

- `char(n)` pads with blanks, which comparisons then ignore;
- `varchar(n)` makes a limit part of the type: to lower it rewrites or scans
  the table; a CHECK on text says the same and can be changed;
- `money` depends on the server's locale and has no currency;
- `real` and `float` round: never for amounts;
- `timetz` is a time of day with an offset, which means nothing without a date;
- `xml` and `hstore` have been superseded by jsonb.

```sql,bad
CREATE TABLE orders (id bigint PRIMARY KEY, price money);
```

```sql,good
CREATE TABLE orders (id bigint PRIMARY KEY, price numeric(12, 2));
```

## How to do it

Use text with a CHECK, numeric, timestamptz, jsonb.

## When the facts are not known

Nothing needs to be known.
)"};
static_assert(WellFormed(kInfo));

struct Discouraged {
  std::string_view name;     // in the option
  std::string_view catalog;  // as the server calls it
  std::string_view help;
};
constexpr Discouraged kTypes[] = {
    {"char", "bpchar", "use text, with a CHECK of its length"},
    {"varchar", "varchar", "use text, with a CHECK of its length"},
    {"money", "money", "use numeric and a column for the currency"},
    {"real", "float4", "use numeric where the exact value counts"},
    {"float", "float8", "use numeric where the exact value counts"},
    {"timetz", "timetz", "use timestamptz"},
    {"xml", "xml", "use text or jsonb"},
    {"hstore", "hstore", "use jsonb"},
};

const Discouraged* Find(std::string_view catalog,
                        const std::vector<std::string>& types) {
  for (const Discouraged& type : kTypes) {
    if (type.catalog != catalog) continue;
    bool named = std::ranges::find(types, type.name) != types.end();
    return named ? &type : nullptr;
  }
  return nullptr;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  auto types = context.options.Strings("types");
  ForEachNewColumn(file, context, [&](const NewColumn& at, const Moment&) {
    const TypeName& type = at.column.type;
    const Discouraged* bad = Find(type.name(), types);
    if (bad == nullptr) return;
    // varchar without a limit is text by another name.
    if (bad->name == "varchar" && type.modifier_count() == 0) return;
    out.Report(type.span, "{} is of type {}", at.column.name.text, bad->name)
        .Help("{}", bad->help);
  });
}

}  // namespace

extern constexpr Rule kTypeDiscouraged = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
