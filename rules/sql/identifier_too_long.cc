// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"
#include "rules/sql/in_use.h"
#include "rules/sql/new_names.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "identifier-too-long",
    .summary = "A name of more than 63 bytes is cut short without an error",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "naming",
    .peers = "squawk:identifier-too-long",
    .docs = R"(
## What it does

Reports new names, and new names in RENAME, of more than 63 bytes.

## Why is this bad?

The server keeps the first 63 bytes and gives a NOTICE that no migration tool
shows. The application finds the object, because its own queries are cut the
same way; a tool that compares names does not, and two long names that differ
at their ends become the same: the second CREATE fails, or with IF NOT EXISTS
does nothing.

```sql,bad
CREATE INDEX CONCURRENTLY
  order_items_by_customer_and_product_and_warehouse_and_delivery_day_idx
  ON order_items (customer_id);
```

```sql,good
CREATE INDEX CONCURRENTLY order_items_product_warehouse_day_idx
  ON order_items (product_id);
```

## How to do it

Shorten the name to what tells it from the others.

## When the facts are not known

Nothing needs to be known. Servers that were built with longer names are not
thought of.
)"};
static_assert(WellFormed(kInfo));

constexpr uint32_t kMaxBytes = 63;

// Bytes of the last part as written, without its quotes.
uint32_t WrittenBytes(std::string_view text) {
  bool quoted = text.size() >= 2 && text.back() == '"';
  if (!quoted) {
    size_t dot = text.rfind('.');
    if (dot != text.npos) text.remove_prefix(dot + 1);
    return static_cast<uint32_t>(text.size());
  }
  text.remove_suffix(1);
  uint32_t bytes = 0;
  while (!text.empty()) {
    if (text.back() == '"') {
      text.remove_suffix(1);
      if (text.empty() || text.back() != '"') break;  // the one that opens
    }
    text.remove_suffix(1);
    ++bytes;
  }
  return bytes;
}

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachNewName(file, context, [&](const NewName& name) {
    if (name.span.size() <= kMaxBytes) return;
    uint32_t bytes = WrittenBytes(file.source->Text(name.span));
    if (bytes <= kMaxBytes) return;
    out.Report(name.span, "this name of {} bytes is cut short to {}", bytes,
               name.text)
        .Help("use a name of no more than {} bytes", kMaxBytes);
  });
}

}  // namespace

extern constexpr Rule kIdentifierTooLong = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
