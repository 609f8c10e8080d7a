// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/catalog_parts.h"
#include "core/arena.h"
#include "core/small_list.h"
#include "core/source.h"

// The temporal catalog: what every migration of a history did, kept so that
// the state just before any op can be asked for without copying anything.
//
// It holds pointers into the files' ops, so the files must outlive it. Built
// by CatalogBuilder on one thread; afterwards constant and free to share.
namespace interlock::sql {

enum class RelationKind : uint8_t {
  kTable,
  kForeignTable,
  kView,
  kMaterializedView,
  kSequence,
  kIndex,
  kCompositeType,  // holds the attributes of one; in no list of names
};
std::string_view NameOf(RelationKind kind);  // "materialized view"

// Of a key; most have few.
using ColumnNames = SmallList<std::string_view, 4>;

// What a view has been defined as.
struct ViewVersion {
  const CreateView* def;
  Time when;
  const ViewVersion* next;  // the one that OR REPLACE replaced
};

// What only some relations have.
struct RelationParts {
  PartitionLink* partitions = nullptr;  // and children that INHERIT
  PartitionLink* parents = nullptr;
  TriggerFact* triggers = nullptr;
  PolicyFact* policies = nullptr;
  RuleFact* rules = nullptr;
  const ViewVersion* views = nullptr;
  const CreateSequence* sequence = nullptr;
  const SequenceChange* sequence_changes = nullptr;
  std::string_view sequence_type;  // of one made for a column: "int4"
  Relation* owner = nullptr;       // of a sequence: the table ...
  std::string_view owner_column;   // ... as its column was called at `owned`
  Time owned = kNever;
  Time disowned = kNever;
  bool identity = false;        // made for an identity column
  TypeFact* of_type = nullptr;  // of a typed table
  Time untyped = kNever;
  Relation* index_parent = nullptr;  // index of the partitioned table
  const Relation* like = nullptr;    // of an index: what it was copied from
};

// A table, view, sequence or index: one identity that keeps its parts when it
// is renamed. Newest parts come first in its lists.
struct Relation : Object {
  RelationKind kind = RelationKind::kTable;
  bool complete = false;  // every column is known
  bool partitioned = false;
  bool listed = false;  // columns that never changed are read off `def`
  bool valid = true;    // of an index: false for ON ONLY until all attached
  Persistence persistence = Persistence::kPermanent;  // as created
  uint16_t positions = 0;  // columns that it ever had
  Time tainted = kNever;   // from here on, something unseen may have changed it
  Time filled = kNever;    // the first op that may have put rows into it
  std::string_view schema;  // as created
  const CreateTable* def = nullptr;
  const CreateIndex* index = nullptr;  // null: made by a constraint
  ConstraintFact* made_by = nullptr;   // of an index
  Relation* table = nullptr;           // of an index
  Relation* next_index = nullptr;      // another index of the same table
  Relation* indexes = nullptr;
  ConstraintFact* constraints = nullptr;
  Relation* parent = nullptr;  // of a partition
  Time attached = kNever;
  Time detached = kNever;
  const ColumnRename* renames = nullptr;
  RelationParts* parts = nullptr;
  std::vector<Slot*>* changed = nullptr;  // columns with a history of their own
};

// Functions that share a name.
struct Overload {
  FunctionFact* function;
  const Overload* next;
};

// Something that has to go, or to be looked at, when an object goes.
struct Needer {
  enum class Goes : uint8_t {
    kAlong,   // dropped unasked
    kBlocks,  // dropped with CASCADE, otherwise the DROP is refused
  };
  enum class What : uint8_t { kObject, kColumn, kDefault };
  Object* object;
  std::string_view part = {};  // of kColumn and kDefault: today's column name
  What what = What::kObject;
  Goes goes = Goes::kBlocks;
  bool sure = true;
  Bond bond = Bond::kReads;
};

struct QualifiedName {
  std::string_view schema;
  std::string_view name;
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
  // Every name that ever meant a relation, a type, ... in order of its first
  // use; ask each what it means at a time. Values: Relation, TypeFact,
  // Overload, Object.
  std::span<const Slot* const> names() const { return name_slots_; }
  std::span<const Slot* const> types() const { return types_; }
  std::span<const Slot* const> functions() const { return functions_; }
  std::span<const Slot* const> schemas() const { return schemas_; }
  std::span<const Slot* const> extensions() const { return extensions_; }
  std::span<const StatisticsFact* const> statistics() const {
    return statistics_;
  }
  std::span<const PublicationFact* const> publications() const {
    return publications_;
  }
  std::span<const DefaultGrant> default_grants() const {
    return default_grants_;
  }
  // Ops that hide what they do, and those that may have done anything at all.
  std::span<const Time> opaque() const { return opaque_; }
  std::span<const Time> taints() const { return taints_; }
  bool starts_empty() const { return starts_empty_; }
  int pg_version() const { return pg_version_; }

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
  SlotTable object_names_;  // schemas and extensions, scoped by their lists
  std::vector<Relation*> relations_;  // each once
  std::vector<const Slot*> name_slots_;
  std::vector<const Slot*> types_;
  std::vector<const Slot*> functions_;
  std::vector<const Slot*> schemas_;
  std::vector<const Slot*> extensions_;
  std::vector<StatisticsFact*> statistics_;  // in the order they were made
  std::vector<PublicationFact*> publications_;
  std::vector<DefaultGrant> default_grants_;
  std::vector<PathChange> paths_;
  std::vector<Time> opaque_;
  std::vector<Time> taints_;
  Time first_made_ = kNever;   // the first relation that the history makes
  Time first_alien_ = kNever;  // the first use of one that it did not make
  Time first_cast_ = kNever;   // the first CREATE CAST
  // The text that ops from a moment on were read from, in order.
  struct Text {
    Time from;
    const Source* source;
  };
  std::vector<Text> texts_;
  bool starts_empty_ = true;
  bool has_temporary_ = false;
  int pg_version_ = 15;
  Time end_ = kBeforeAll;
};

// Where names of dropped types went once; never a schema of a real database.
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
  const Catalog& catalog() const { return *catalog_; }
  View Just(Time time) const { return {*catalog_, time}; }

  // --- Relations ---
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
  Time SchemaGoneSince(std::string_view name) const;
  // The relation is known from nothing but what the very next op does.
  bool IsAssumedNow(const Relation& relation) const;
  // Nothing ran between the two moments that hides what it does.
  bool SeesSince(Time from) const;
  // The history began on nothing, hid nothing, and made every relation that
  // it used so far: what it does not know is not there.
  bool SeesEverything() const;
  // No extension was created that may bring functions or types of its own.
  bool HasNoExtensions() const;
  // Casts of the history's own may lead from any type to any other.
  bool MakesCasts() const;
  // The text that the op of that moment was read from, to look spans up in.
  std::string_view TextAt(Time written) const;
  // A relation of that name is or was in a schema that search_path may name.
  bool IsNamedElsewhere(std::string_view name) const;
  // What it is called now.
  QualifiedName NameOf(const Relation& relation) const;
  QualifiedName NameOf(const TypeFact& type) const;
  QualifiedName NameOf(const FunctionFact& function) const;
  std::string_view NameOf(const Object& object) const;  // without its schema
  Persistence PersistenceOf(const Relation& relation) const;
  // The newest word on a trait; null when nothing was ever said.
  const Note* Said(const Object& object, Trait trait,
                   std::string_view key = {}) const;
  // kYes: made after `since` and no op put a row into it. Ask with the first
  // moment of the file: what an earlier release made is in use.
  Answer IsEmpty(const Relation& relation, Time since) const;

  // --- Columns ---
  std::optional<Column> FindColumn(const Relation& relation,
                                   std::string_view name) const;
  Answer HasColumn(const Relation& relation, std::string_view name) const;
  // All columns known now, in the server's order.
  std::vector<Column> Columns(const Relation& relation) const;
  // NOT NULL by its own statement, a primary key, or its domain.
  Answer IsNotNull(const Relation& relation, std::string_view column) const;
  // A validated CHECK that proves it; null when there is none.
  const ConstraintFact* ProofOfNotNull(const Relation& relation,
                                       std::string_view column) const;
  // The name that 18 and newer give its NOT NULL; a copy when it is chosen.
  std::string NotNullName(const Relation& relation, const Column& column) const;
  // The user's type, or the relation whose row type it is; null when it is
  // built in, or not known. For expressions and names as well as columns.
  const Object* TypeOf(const TypeName& type, Time written) const;
  const Object* TypeOf(const Column& column) const {
    return column.type == nullptr ? nullptr
                                  : TypeOf(*column.type, column.typed);
  }
  // Today's name of what an op at `when` called `column`.
  std::string_view Renamed(const Relation& relation, std::string_view column,
                           Time when) const;
  // The expression of a generated column and today's names of what it reads.
  const Expr* GeneratedAs(const Column& column) const;
  std::vector<std::string_view> GeneratedFrom(const Relation& relation,
                                              const Column& column) const;
  // The sequence of a serial or identity column; null when there is none.
  const Relation* SequenceOf(const Relation& relation,
                             std::string_view column) const;

  // --- Constraints ---
  const ConstraintFact* FindConstraint(const Relation& relation,
                                       std::string_view name) const;
  const ConstraintFact* PrimaryKey(const Relation& relation) const;
  // Today's names of its columns; of a CHECK, those it reads.
  ColumnNames KeyOf(const ConstraintFact& fact) const;
  ColumnNames ReferencedKeyOf(const ConstraintFact& fact) const;
  bool IsDeferrable(const ConstraintFact& fact) const;
  bool IsDeferred(const ConstraintFact& fact) const;
  bool IsEnforced(const ConstraintFact& fact) const;
  bool IsValid(const ConstraintFact& fact) const {
    return fact.ValidAt(time_) && IsEnforced(fact);
  }

  // --- Indexes ---
  bool IsValid(const Relation& index) const {
    return index.valid || Said(index, Trait::kValid) != nullptr;
  }
  // Today's name of a column that its definition calls `written`.
  std::string_view IndexColumnOf(const Relation& index,
                                 std::string_view written) const;
  // What its key columns are called, "" for expressions; then INCLUDE.
  ColumnNames IndexKeyOf(const Relation& index) const;
  ColumnNames IncludedIn(const Relation& index) const;
  // The columns as the server's choice of a name takes them.
  std::vector<std::string> KeyLabels(const Relation& index) const;
  // Those for a copy of it: an index keeps what it first called its columns.
  std::vector<std::string> CopiedLabels(const Relation& index) const;
  // Whether the one could serve as the other's partition.
  bool SameShape(const Relation& index, const Relation& other) const;

  // A unique or primary key, or a unique index, that ON CONFLICT could use.
  Answer HasUniqueKey(const Relation& relation) const;

  // --- Lists: false when too long to be followed to the end ---
  template <class F>  // f(const ConstraintFact&)
  bool EachConstraint(const Relation& relation, F f) const {
    return EachAlive(relation.constraints, &ConstraintFact::next, f);
  }
  // Those that CREATE INDEX made: each has its `index`.
  template <class F>  // f(const Relation& index)
  bool EachIndex(const Relation& relation, F f) const {
    return EachAnyIndex(relation, [&](const Relation& at) {
      if (at.index != nullptr) f(at);
    });
  }
  template <class F>  // f(const Relation& index), those of constraints too
  bool EachAnyIndex(const Relation& relation, F f) const {
    return EachAlive(relation.indexes, &Relation::next_index, f);
  }
  template <class F>  // f(const TriggerFact&)
  bool EachTrigger(const Relation& relation, F f) const {
    return relation.parts == nullptr ||
           EachAlive(relation.parts->triggers, &TriggerFact::next, f);
  }
  template <class F>  // f(const PolicyFact&)
  bool EachPolicy(const Relation& relation, F f) const {
    return relation.parts == nullptr ||
           EachAlive(relation.parts->policies, &PolicyFact::next, f);
  }
  template <class F>  // f(const RuleFact&)
  bool EachRule(const Relation& relation, F f) const {
    return relation.parts == nullptr ||
           EachAlive(relation.parts->rules, &RuleFact::next, f);
  }
  template <class F>  // f(const PartitionLink&)
  bool EachPartition(const Relation& relation, F f) const {
    return EachChild(relation, [&](const PartitionLink& link) {
      if (link.is_partition) f(link);
    });
  }
  // Partitions and tables that INHERIT.
  template <class F>  // f(const PartitionLink&)
  bool EachChild(const Relation& relation, F f) const {
    if (relation.parts == nullptr) return true;
    int left = kMaxParts;
    for (auto* at = relation.parts->partitions; at; at = at->next) {
      if (--left == 0) return false;
      if (Stands(*at)) f(*at);
    }
    return true;
  }
  template <class F>  // f(const PartitionLink&)
  bool EachParent(const Relation& relation, F f) const {
    if (relation.parts == nullptr) return true;
    int left = kMaxParts;
    for (auto* at = relation.parts->parents; at; at = at->next_parent) {
      if (--left == 0) return false;
      if (Stands(*at)) f(*at);
    }
    return true;
  }
  const Relation* DefaultPartition(const Relation& relation) const;
  // f(const ConstraintFact&): foreign keys, also its own, that point here.
  template <class F>
  bool EachForeignKeyTo(const Relation& relation, F f) const {
    return EachDependent(relation, [&](const Dependent& link) {
      if (link.bond == Bond::kForeignKey && link.column.empty()) {
        f(static_cast<const ConstraintFact&>(*link.who));
      }
    });
  }
  // f(const Dependent&): what still needs the object.
  template <class F>
  bool EachDependent(const Object& object, F f) const {
    int left = kMaxParts;
    for (auto* at = object.dependents; at != nullptr; at = at->next) {
      if (--left == 0) return false;
      if (at->since < time_ && at->until >= time_ && Stands(*at)) f(*at);
    }
    return true;
  }
  // What a DROP of it finds in its way or takes along. Of relations: also
  // their sequences and children, but not the parts that only they have.
  std::vector<Needer> NeedersOf(const Object& object) const;
  // The same for DROP COLUMN: keys, indexes, generated columns, views, ...
  std::vector<Needer> NeedersOf(const Relation& relation,
                                std::string_view column) const;

  // --- Types and functions ---
  const TypeFact* FindType(std::string_view schema,
                           std::string_view name) const;
  bool HasLabel(const TypeFact& type, std::string_view label) const;
  std::vector<std::string_view> Labels(const TypeFact& type) const;
  // Adding a column of it checks every row.
  Answer IsConstrainedDomain(const TypeName& type) const;
  // All of that name; null when the history makes none.
  const Overload* FindFunctions(std::string_view schema,
                                std::string_view name) const;
  // The one of these arguments; without them, the only one of the name.
  const FunctionFact* FindFunction(const Name& name,
                                   const Identity& identity) const;
  const FunctionVersion* VersionOf(const FunctionFact& function) const;
  Volatility VolatilityOf(const FunctionFact& function) const;
  // Of a call: kYes for volatile ones.
  Answer IsVolatile(const Name& function) const;

  // --- Others ---
  const Object* FindSchema(std::string_view name) const;
  const Object* FindExtension(std::string_view name) const;

 private:
  // What became of a column since its table was made; null when nothing did.
  const Version* ColumnVersion(const Relation& relation,
                               std::string_view name) const;
  std::optional<Column> BaseColumn(const Relation& relation,
                                   std::string_view name) const;
  QualifiedName Placed(const Object& object, std::string_view schema) const;
  bool Stands(const Dependent& link) const;
  bool Stands(const PartitionLink& link) const {
    return link.from < time_ && link.to >= time_ &&
           link.child->AliveAt(time_) && link.parent->AliveAt(time_);
  }
  bool SameTypes(const FunctionFact& function, const Identity& identity) const;
  bool SameType(const TypeName& a, Time at_a, const TypeName& b,
                Time at_b) const;
  void AddKeysToWhole(const Relation& relation, std::vector<Needer>& out) const;
  void AddColumnParts(const Relation& relation, std::string_view column,
                      std::vector<Needer>& out) const;
  template <class T, class M, class F>
  bool EachAlive(T* at, M next, F f) const {
    int left = kMaxParts;
    for (; at != nullptr; at = at->*next) {
      if (--left == 0) return false;
      if (at->AliveAt(time_)) f(*at);
    }
    return true;
  }
  friend class CatalogBuilder;
  const Catalog* catalog_;
  Time time_;
};

inline View Catalog::At(Time time) const { return {*this, time}; }

}  // namespace interlock::sql
