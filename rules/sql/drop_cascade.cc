// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_set>
#include <vector>

#include "rules/sql/in_use.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{
    .id = "drop-cascade",
    .summary = "CASCADE drops what the statement does not name",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .tags = "data-loss lock",
    .peers =
        "migrationpilot:MP022 migrationpilot:MP024 "
        "safe-migrate:destructive-cascade pgrubic:GN015 pgfence:drop-cascade",
    .docs = R"(
## What it does

Reports `DROP ... CASCADE` of a table, column, constraint, view, sequence, type
or domain, and names what goes with it: foreign keys of other tables, views,
columns of a type, defaults. An error where columns go with their values. What
the same file made, drops by name or makes anew does not count. `DROP SCHEMA`
is told by `drop-schema`.

## Why is this bad?

The server drops all that depends on the object, and then what depends on that,
each under ACCESS EXCLUSIVE on its table. Nothing of it stands in the file, so
no reviewer sees it and no rollback script brings it back. A type takes the
columns of that type along, with their values.

```sql,bad,file=db/migrations/001_tables.sql
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
```

```sql,bad,file=db/migrations/002_drop.sql
DROP TYPE mood CASCADE;
```

```sql,good,file=db/migrations/001_tables.sql
CREATE TABLE people (id bigint PRIMARY KEY);
CREATE VIEW names AS SELECT id FROM people;
```

```sql,good,file=db/migrations/002_drop.sql
DROP VIEW names;
```

## How to do it

1. Drop what depends on the object by name, in the order that the server asks
   for.
2. Drop the object without CASCADE: if something was forgotten, the server
   refuses and names it.

## When the facts are not known

Of a type that the history does not show, the finding is a note: nobody knows
which columns go. Of other objects it does not show, only what the history
knows to depend on them is told.
)"};
static_assert(WellFormed(kInfo));

struct Victims {
  std::vector<std::string> names;
  bool values = false;  // columns go, with what is in them
};

std::string Described(const View& view, const Needer& needer) {
  const Object& object = *needer.object;
  std::string_view name = view.NameOf(object);
  if (needer.what == Needer::What::kColumn) {
    return fmt::format("{}.{}", name, needer.part);
  }
  if (needer.what == Needer::What::kDefault) {
    return fmt::format("the default of {}.{}", name, needer.part);
  }
  if (const auto* fact = object.thing == Thing::kConstraint
                             ? static_cast<const ConstraintFact*>(&object)
                             : nullptr) {
    if (fact->relation == nullptr) return fmt::format("constraint {}", name);
    return fmt::format("constraint {} of {}", name,
                       view.NameOf(*fact->relation).name);
  }
  if (object.thing == Thing::kRelation) {
    auto kind = static_cast<const Relation&>(object).kind;
    return fmt::format("{} {}", NameOf(kind), name);
  }
  return std::string(name);
}

// The table that goes, and its part with it.
const Object* HolderOf(const Needer& needer) {
  if (needer.what != Needer::What::kObject) return needer.object;
  if (needer.object->thing != Thing::kConstraint) return nullptr;
  return static_cast<const ConstraintFact*>(needer.object)->relation;
}

using Names = std::unordered_set<std::string_view>;

// What the file drops by name, or makes anew.
Names ToldIn(const SqlFile& file) {
  Names told = NamesTakenAgain(file);
  file.EachOp<DropTable, DropObject>([&](const auto& op) {
    if (file.GoesDown(op)) return;
    if (const auto* table = As<DropTable>(op)) {
      for (const Name& name : table->tables) told.insert(name.name);
    } else if (const auto* object = As<DropObject>(op)) {
      for (const Name& name : object->names) told.insert(name.name);
    }
  });
  return told;
}

// Follows what depends on what goes, as far as it is of any use to a reader.
class Cascade {
 public:
  Cascade(const Moment& m, const Names& told) : m_(m), told_(told) {}

  // What the statement itself names goes by itself.
  void Named(const Object* object) {
    if (object != nullptr) seen_.insert(object);
  }
  void Take(std::vector<Needer> stack) {
    constexpr size_t kFar = 200;
    while (!stack.empty() && seen_.size() < kFar) {
      Needer needer = stack.back();
      stack.pop_back();
      if (needer.goes == Needer::Goes::kAlong || !needer.sure) continue;
      bool whole = needer.what == Needer::What::kObject;
      const Object* holder = HolderOf(needer);
      if (holder != nullptr && seen_.contains(holder)) continue;
      if (whole && !seen_.insert(needer.object).second) continue;
      std::string_view name =
          m_.view.NameOf(holder != nullptr ? *holder : *needer.object);
      if (needer.object->born < m_.migration.first && !told_.contains(name)) {
        victims_.names.push_back(Described(m_.view, needer));
        victims_.values |= needer.what == Needer::What::kColumn;
      }
      if (!whole || needer.object->thing == Thing::kConstraint) continue;
      for (const Needer& next : m_.view.NeedersOf(*needer.object)) {
        stack.push_back(next);
      }
    }
  }
  const Victims& victims() const { return victims_; }

 private:
  const Moment& m_;
  const Names& told_;
  Victims victims_;
  std::unordered_set<const Object*> seen_;
};

void Follow(const DropTable& op, const Moment& m, Cascade& cascade) {
  for (const Name& name : op.tables) cascade.Named(m.view.Find(name));
  for (const Name& name : op.tables) {
    const Relation* table = m.view.Find(name);
    if (table != nullptr) cascade.Take(m.view.NeedersOf(*table));
  }
}

void Follow(const DropColumn& op, const Moment& m, Cascade& cascade) {
  const Relation* table = m.view.Find(op.table);
  if (table != nullptr) {
    cascade.Take(m.view.NeedersOf(*table, op.column.text));
  }
}

void Follow(const DropConstraint& op, const Moment& m, Cascade& cascade) {
  const Relation* table = m.view.Find(op.table);
  if (table == nullptr) return;
  const ConstraintFact* fact =
      m.view.FindConstraint(*table, op.constraint.text);
  if (fact == nullptr) return;
  cascade.Named(fact);
  cascade.Take(m.view.NeedersOf(*fact));
  auto key = m.view.KeyOf(*fact);
  bool primary = fact->def->kind == ConstraintKind::kPrimaryKey;
  if (!primary && fact->def->kind != ConstraintKind::kUnique) return;
  m.view.EachForeignKeyTo(*table, [&](const ConstraintFact& foreign) {
    if (m.view.ReferencedKeyOf(foreign) != key) return;
    cascade.Take({{.object = const_cast<ConstraintFact*>(&foreign),
                   .bond = Bond::kForeignKey}});
  });
}

bool IsType(ObjectKind kind) {
  return kind == ObjectKind::kType || kind == ObjectKind::kDomain;
}

void Follow(const DropObject& op, const Moment& m, Cascade& cascade) {
  bool relation = op.object == ObjectKind::kView ||
                  op.object == ObjectKind::kMaterializedView ||
                  op.object == ObjectKind::kSequence;
  if (!relation && !IsType(op.object)) return;
  auto find = [&](const Name& name) -> const Object* {
    if (relation) return m.view.Find(name);
    return m.view.FindType(name.schema, name.name);
  };
  for (const Name& name : op.names) cascade.Named(find(name));
  for (const Name& name : op.names) {
    const Object* object = find(name);
    if (object != nullptr) cascade.Take(m.view.NeedersOf(*object));
  }
}

// Nothing is known of a type that IF EXISTS does not guard.
bool IsUnknown(const DropObject& op, const Moment& m) {
  return IsType(op.object) && !op.if_exists &&
         std::ranges::any_of(op.names, [&](const Name& name) {
           return m.view.FindType(name.schema, name.name) == nullptr;
         });
}
template <class T>
bool IsUnknown(const T&, const Moment&) {
  return false;
}

struct Each {
  Sink& out;
  std::optional<Names> told = std::nullopt;

  template <class T>
  void operator()(const T& op, const Moment& m) {
    if (!op.cascade || m.Fails()) return;
    if (!told) told = ToldIn(m.file);
    Cascade cascade(m, *told);
    Follow(op, m, cascade);
    const Victims& victims = cascade.victims();
    if (!victims.names.empty()) {
      auto finding =
          out.Report(op.span, "CASCADE also drops {}", Listed(victims.names));
      finding.Help("drop these by name first, then leave CASCADE out");
      if (victims.values) finding.At(Severity::kError);
    } else if (IsUnknown(op, m)) {
      out.Report(op.span, "which columns this CASCADE drops is not known")
          .At(Severity::kNote)
          .Sure(Confidence::kLow)
          .Help("leave CASCADE out: the server then says what depends on it");
    }
  }
};

void Check(const SqlFile& file, const Context& context, Sink& out) {
  ForEachOp<DropTable, DropColumn, DropConstraint, DropObject>(file, context,
                                                               Each{out});
}

}  // namespace

extern constexpr Rule kDropCascade = On<SqlFile, Check>(kInfo);

}  // namespace interlock::sql
