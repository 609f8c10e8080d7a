// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analyzers/sql/compat.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/words.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "function-uses-dropped",
    .summary = "A function still asks for what the newest migration takes away",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "functions compatibility",
    .docs = R"(
## What it does

Reads the code of functions and procedures, written in PL/pgSQL or SQL, that
the history leaves in place, and reports what the newest migration drops or
renames while a statement of that code still names it.

## Why is this bad?

PostgreSQL keeps no record of what stands inside of a function's quotes: `DROP
COLUMN` succeeds, and the next call of the function, or the next row of a table
whose trigger it is, fails with 42703 or 42P01. Bodies in the form of the SQL
standard (`BEGIN ATOMIC`) are recorded, and the server refuses the drop.

```sql,bad,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE FUNCTION total_of(bigint) RETURNS int LANGUAGE sql
  AS 'SELECT total FROM orders WHERE id = $1';
```

```sql,bad,file=db/migrations/002_drop.sql
ALTER TABLE orders DROP COLUMN total;
```

```sql,good,file=db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE FUNCTION total_of(bigint) RETURNS int LANGUAGE sql
  AS 'SELECT total FROM orders WHERE id = $1';
```

```sql,good,file=db/migrations/002_drop.sql
DROP FUNCTION total_of(bigint);
ALTER TABLE orders DROP COLUMN total;
```

## How to do it

Replace the function in the same migration or in an earlier one, then drop.

## When the facts are not known

Commands that code puts together while it runs, `NEW` and `OLD` of triggers,
and tables that the history did not create are left alone.
)"};
static_assert(WellFormed(kInfo));

// The names that the migration takes away.
std::vector<std::string_view> TakenBy(const SqlFile& file) {
  std::vector<std::string_view> out;
  auto each = [&](const auto& op) {
    if (const auto* column = As<DropColumn>(op)) {
      out.push_back(column->column.text);
    } else if (const auto* rename = As<RenameColumn>(op)) {
      out.push_back(rename->column.text);
    } else if (const auto* table = As<RenameTable>(op)) {
      out.push_back(table->table.name);
    } else if (const auto* drop = As<DropTable>(op)) {
      for (const Name& name : drop->tables) out.push_back(name.name);
    } else if (const auto* object = As<DropObject>(op)) {
      for (const Name& name : object->names) out.push_back(name.name);
    }
  };
  file.EachOp<DropColumn, RenameColumn, RenameTable, DropTable, DropObject>(
      each);
  return out;
}

// Names, to be looked for in any number of texts.
class NameFinder {
 public:
  explicit NameFinder(const std::vector<std::string_view>& names) {
    for (std::string_view name : names) {
      if (name.empty()) continue;
      std::string lower = AsciiLower(name);
      if (std::ranges::all_of(lower, IsWordByte)) {
        words_.insert(lower);
      } else {
        others_.insert(lower);
      }
    }
  }

  bool empty() const { return words_.empty() && others_.empty(); }

  bool IsIn(std::string_view code) const {
    std::string lower = AsciiLower(code);
    bool found = false;
    EachWord(lower, [&](std::string_view word) {
      found = found || words_.contains(word);
    });
    // Hardly any name has blanks in it: many are not looked for one by one.
    return found || others_.size() > kMostOthers ||
           std::ranges::any_of(others_, [&](const std::string& name) {
             return lower.find(name) != lower.npos;
           });
  }

 private:
  static constexpr size_t kMostOthers = 64;

  std::set<std::string, std::less<>> words_;
  std::set<std::string> others_;
};

// Whether the function is there at the end, as this op wrote it.
bool IsLast(const CreateFunction& op, const View& end) {
  Identity identity;
  identity.types = op.arguments;
  identity.has_types = true;
  const FunctionFact* fact = end.FindFunction(op.function, identity);
  if (fact == nullptr) return false;
  const FunctionVersion* version = end.VersionOf(*fact);
  return version != nullptr && version->def == &op;
}

class Reader {
 public:
  Reader(const History& history, const Migration& newest, Sink& out)
      : history_(history),
        newest_(newest),
        names_(TakenBy(*newest.up)),
        end_(history.catalog.At(history.catalog.end())),
        out_(out) {}

  void Run() {
    if (names_.empty()) return;
    for (const Migration& migration : history_.migrations) {
      if (migration.up == nullptr) continue;
      StoredCodeReader codes(*migration.up->source);
      migration.up->EachOp<CreateFunction>(
          [&](const CreateFunction& code) { See(code, *migration.up, codes); });
    }
  }

 private:
  void See(const CreateFunction& code, const SqlFile& file,
           StoredCodeReader& codes) {
    if (code.sql_body || !IsLast(code, end_)) return;
    if (!names_.IsIn(file.source->Text(code.body))) return;
    StoredCode stored = codes.Read(code);
    auto nothing_is_new = [](std::string_view) { return false; };
    for (const QueryProblem& one :
         ProblemsOf(stored.file, history_, nothing_is_new)) {
      bool gone = one.kind == QueryProblem::Kind::kNoTable ||
                  one.kind == QueryProblem::Kind::kNoColumn;
      if (!gone || one.cause == nullptr || one.cause_file != newest_.up) {
        continue;
      }
      out_.ReportIn(*newest_.up->source, one.cause->span,
                    "function {} still asks for {}",
                    Printable(code.function.name), Printable(one.what))
          .Related(*file.source, one.span, "here")
          .Help("replace the function first")
          .Sure(Confidence::kMedium);
      return;
    }
  }

  const History& history_;
  const Migration& newest_;
  NameFinder names_;
  View end_;
  Sink& out_;
};

void Check(const History& history, const Context&, Sink& out) {
  const Migration* newest = history.Newest();
  if (newest == nullptr || newest->up == nullptr || history.lone) return;
  Reader(history, *newest, out).Run();
}

}  // namespace

extern constexpr Rule kFunctionUsesDropped = On<History, Check>(kInfo);

}  // namespace interlock::sql
