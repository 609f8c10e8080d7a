// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/sql/timeline.h"
#include "core/arena.h"
#include "parsers/sql/ops.h"

// The temporal catalog: what every migration of a history did, kept so that
// the state just before any op can be asked for without copying anything.
//
// It holds pointers into the files' ops, so the files must outlive it. Built
// by CatalogBuilder on one thread; afterwards constant and free to share.
namespace interlock::sql {

struct Relation;

enum class RelationKind : uint8_t {
  kTable,
  kForeignTable,
  kView,
  kMaterializedView,
  kSequence,
  kIndex,
};
std::string_view NameOf(RelationKind kind);  // "materialized view"

// What is known of one column over some stretch of time.
struct Column {
  std::string_view name;
  const TypeName* type = nullptr;       // null: not known
  const Expr* default_value = nullptr;  // null: none, or not known
  const ColumnDef* def = nullptr;       // as added; null: older than history
  Answer not_null = Answer::kUnknown;   // stated on the column itself
  Generated generated = Generated::kNo;
  Time added = kBeforeAll;
  Time typed = kBeforeAll;  // when its type was last set

  static Column From(const ColumnDef& def, Time when);
};

struct ConstraintFact {
  const Constraint* def;
  std::string_view name;  // as written, or as the server would choose
  Time born;
  Time died = kNever;
  Time validated = kNever;
  ConstraintFact* next = nullptr;

  bool AliveAt(Time time) const { return born < time && died >= time; }
  bool ValidAt(Time time) const { return validated < time; }
};

// Columns renamed since: maps what an older op said to today's name.
struct ColumnRename {
  std::string_view from;
  std::string_view to;
  Time when;
  const ColumnRename* next;  // the rename before this one
};

struct PartitionLink {
  Relation* child;
  Time from;
  Time to = kNever;
  bool is_default = false;
  PartitionLink* next = nullptr;
};

// A table, view, sequence or index: one identity that keeps its parts when it
// is renamed. Newest parts come first in its lists.
struct Relation {
  RelationKind kind = RelationKind::kTable;
  bool assumed = false;   // older than the history; known from its use alone
  bool complete = false;  // every column is known
  bool partitioned = false;
  Persistence persistence = Persistence::kPermanent;
  std::string_view schema;
  std::string_view name;  // as created
  Time born = kBeforeAll;
  Time died = kNever;
  Time tainted = kNever;  // from here on, something unseen may have changed it
  const CreateTable* def = nullptr;
  const CreateIndex* index = nullptr;
  Relation* table = nullptr;       // of an index
  Relation* next_index = nullptr;  // another index of the same table
  Relation* indexes = nullptr;
  ConstraintFact* constraints = nullptr;
  PartitionLink* partitions = nullptr;
  Relation* parent = nullptr;  // of a partition
  Time attached = kNever;
  Time detached = kNever;
  const ColumnRename* renames = nullptr;
  std::vector<Slot*>* changed = nullptr;  // columns with a history of their own

  bool AliveAt(Time time) const { return born < time && died >= time; }
};

enum class TypeKind : uint8_t { kEnum, kDomain, kComposite, kOther };

struct EnumLabel {
  std::string_view text;
  Time born;
  Time died = kNever;  // renamed away
  EnumLabel* next = nullptr;
};

struct TypeFact {
  TypeKind kind;
  Time born;
  Time constrained = kNever;  // a domain's first CHECK or NOT NULL
  const CreateEnum* enumeration = nullptr;
  const CreateDomain* domain = nullptr;
  EnumLabel* labels = nullptr;  // added later or renamed; newest first
};

struct FunctionFact {
  Time born;
  Volatility volatility;
  const CreateFunction* def;
  bool changes_schema = false;  // its body holds DDL or EXECUTE
};

// The state just before one op. Two words; pass it by value.
class View;

class Catalog {
 public:
  Catalog() = default;
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;
  ~Catalog();

  View At(Time time) const;
  Time end() const { return end_; }
  // Every name that ever meant a relation or a type, in order; ask each what
  // it means at a time.
  std::span<const Slot* const> names() const { return name_slots_; }
  std::span<const Slot* const> types() const { return types_; }

 private:
  friend class CatalogBuilder;
  friend class View;

  struct PathChange {
    Time when;
    std::vector<std::string_view> schemas;
  };
  std::span<const std::string_view> PathAt(Time time) const;
  void* Resolve(const SlotTable& table, std::string_view schema,
                std::string_view name, Time time) const;
  Time GoneSince(const SlotTable& table, std::string_view schema,
                 std::string_view name, Time time) const;

  Arena arena_;
  SlotTable names_;    // relations
  SlotTable columns_;  // changed columns, scoped by relation
  SlotTable type_names_;
  SlotTable function_names_;
  std::vector<Relation*> relations_;  // each once
  std::vector<const Slot*> name_slots_;
  std::vector<const Slot*> types_;
  std::vector<PathChange> paths_;
  std::vector<Time> opaque_;   // ops that hide what they do
  std::vector<Time> taints_;   // ops that may have changed anything at all
  Time first_made_ = kNever;   // the first relation that the history makes
  Time first_alien_ = kNever;  // the first use of one that it did not make
  bool starts_empty_ = true;
  bool has_temporary_ = false;
  Time end_ = kBeforeAll;
};

// Where names of dropped types go; never a schema of a real database.
inline constexpr std::string_view kDroppedSchema = "pg_dropped";
inline constexpr std::string_view kTemporarySchema = "pg_temp";

// What the server itself brings; a history never makes these.
constexpr bool IsSystemSchema(std::string_view schema) {
  return schema.starts_with("pg_") || schema == "information_schema";
}
constexpr bool IsSystemName(std::string_view name) {
  return name.starts_with("pg_");
}

// Columns of a table with no more than this many are read off its CREATE TABLE
// until they change; those of larger ones get a slot at once.
inline constexpr size_t kMaxListedColumns = 64;

// Lists are followed this far; a longer one answers kUnknown. Keeps hostile
// histories linear.
inline constexpr int kMaxParts = 2048;

class View {
 public:
  View(const Catalog& catalog, Time time) : catalog_(&catalog), time_(time) {}

  Time time() const { return time_; }
  View Just(Time time) const { return {*catalog_, time}; }

  // The relation that the name means now; null when none is known.
  const Relation* Find(const Name& name) const;
  const Relation* Find(std::string_view schema, std::string_view name) const;
  Answer Exists(const Name& name) const;
  // kYes: everything about it comes from ops that were seen.
  bool Trusts(const Relation& relation) const;
  // Whether something that is not known may still be there.
  Answer Absent() const;
  // When the name last stopped meaning a relation (a type), as far as the
  // history says; kBeforeAll when it means one now or never did.
  Time GoneSince(const Name& name) const;
  Time TypeGoneSince(std::string_view schema, std::string_view name) const;
  // Nothing ran between the two moments that hides what it does.
  bool SeesSince(Time from) const;
  // The history began on nothing, hid nothing, and made every relation that
  // it used so far: what it does not know is not there.
  bool SeesEverything() const;
  // A relation of that name is or was in a schema that search_path may name.
  bool IsNamedElsewhere(std::string_view name) const;

  std::optional<Column> FindColumn(const Relation& relation,
                                   std::string_view name) const;
  Answer HasColumn(const Relation& relation, std::string_view name) const;
  // NOT NULL by its own statement, a primary key, or its domain.
  Answer IsNotNull(const Relation& relation, std::string_view column) const;
  // A validated CHECK that proves it; null when there is none.
  const ConstraintFact* ProofOfNotNull(const Relation& relation,
                                       std::string_view column) const;
  const ConstraintFact* FindConstraint(const Relation& relation,
                                       std::string_view name) const;
  // Today's name of what an op at `when` called `column`.
  std::string_view Renamed(const Relation& relation, std::string_view column,
                           Time when) const;

  // Calls f(const ConstraintFact&) / f(const Relation& index) for what is
  // alive; false when the list is too long to be followed to its end.
  template <class F>
  bool EachConstraint(const Relation& relation, F f) const {
    int left = kMaxParts;
    for (auto* at = relation.constraints; at != nullptr; at = at->next) {
      if (--left == 0) return false;
      if (at->AliveAt(time_)) f(*at);
    }
    return true;
  }
  template <class F>
  bool EachIndex(const Relation& relation, F f) const {
    int left = kMaxParts;
    for (auto* at = relation.indexes; at != nullptr; at = at->next_index) {
      if (--left == 0) return false;
      if (at->born < time_ && at->died >= time_) f(*at);
    }
    return true;
  }
  template <class F>
  bool EachPartition(const Relation& relation, F f) const {
    int left = kMaxParts;
    for (auto* at = relation.partitions; at != nullptr; at = at->next) {
      if (--left == 0) return false;
      if (at->from < time_ && at->to >= time_) f(*at);
    }
    return true;
  }
  // All columns known now, in the order of their addition.
  std::vector<Column> Columns(const Relation& relation) const;

  // A unique or primary key, or a unique index, that ON CONFLICT could use.
  Answer HasUniqueKey(const Relation& relation) const;

  const TypeFact* FindType(std::string_view schema,
                           std::string_view name) const;
  bool HasLabel(const TypeFact& type, std::string_view label) const;
  std::vector<std::string_view> Labels(const TypeFact& type) const;
  // Adding a column of it checks every row.
  Answer IsConstrainedDomain(const TypeName& type) const;
  // Of a call: kYes for volatile ones.
  Answer IsVolatile(const Name& function) const;

 private:
  std::optional<Column> BaseColumn(const Relation& relation,
                                   std::string_view name) const;
  friend class CatalogBuilder;
  const Catalog* catalog_;
  Time time_;
};

inline View Catalog::At(Time time) const { return {*this, time}; }

}  // namespace interlock::sql
