// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "analyzers/sql/timeline.h"
#include "parsers/sql/ops.h"

// What the temporal catalog is made of. Every object knows when it was born
// and when it died, what was said of it since (notes), and what needs it
// (dependents). Lists hold the newest first, so that a look at the present
// finds its answer early; nothing in them is ever changed, only ended.
namespace interlock::sql {

struct Relation;

enum class Thing : uint8_t {
  kRelation,
  kConstraint,
  kTrigger,
  kPolicy,
  kRule,
  kStatistics,
  kPublication,
  kType,
  kFunction,
  kSchema,
  kExtension,
};

// What may be said of an object after it was made.
enum class Trait : uint8_t {
  kName,
  kSchema,
  kOwner,
  kComment,            // key: the column, or empty
  kPersistence,        // "permanent", "unlogged"
  kRowSecurity,        // "enabled", ""
  kForcedRowSecurity,  // "forced", ""
  kReplicaIdentity,    // "nothing", "full", "default" or an index in `key`
  kOption,             // key: its name; no value: reset
  kTablespace,
  kAccessMethod,
  kClustered,   // the index
  kEnabled,     // of a trigger or rule: "O", "D", "A", "R"
  kDeferrable,  // of a constraint: "", "deferrable", "deferred"
  kEnforced,    // "yes", "no"
  kNoInherit,   // of a NOT NULL or CHECK: "yes", "no"
  kValid,       // of an index: "yes"
  kGranted,     // key: the role, "" for PUBLIC; value: privileges
  kRevoked,
  kColumnGranted,  // key: the role; value: "select column"
  kColumnRevoked,
  kStorage,  // key: the column
  kVolatility,
  kSecurityDefiner,
  kNotNull,  // of a domain: "yes", ""
  kDefault,  // of a domain: "yes", ""
};

struct Note {
  Trait trait;
  Time when;
  std::string_view key;
  std::string_view value;
  const Note* next = nullptr;  // the note before this one
  // So that a moment is found in O(log n) of many notes, and a trait that
  // nobody spoke of at once: a leap over older notes, how many there are, and
  // the traits of this one and all of them, one bit each.
  const Note* jump = nullptr;
  uint32_t depth = 0;
  uint32_t traits = 0;

  static uint32_t BitOf(Trait trait) {
    return uint32_t{1} << static_cast<unsigned>(trait);
  }
  // The newest note before `time`; null when there is none.
  static const Note* Before(const Note* newest, Time time);
  static const Note* Append(Arena& arena, const Note* newest, Note added);
};

// How an object needs another, which decides what a DROP does.
enum class Bond : uint8_t {
  kForeignKey,  // `who` is the constraint of another table
  kReads,       // `who` is a view, rule, policy, trigger or function body
  kColumnType,  // the column `part` of `who` is of this type
  kDefault,     // the default of `part` of `who`: goes alone
  kGenerated,   // the generated column `part` of `who`
  kExpression,  // a constraint or index of `who` that calls this function
  kOwned,       // `who` is a sequence of the column: goes along unasked
  kRuns,        // `who` is a trigger
  kBuiltOn,     // `who` is a domain, array, range, composite or typed table
  kSignature,   // `who` is a function that takes or returns this type
  kInherits,    // `who` is a child table; a partition goes along unasked
  kCounts,      // `who` is a statistics object over the column: goes along
};

struct Object;
struct Dependent {
  Object* who;
  std::string_view part = {};  // a column of `who`, as it was called at `since`
  std::string_view column = {};  // what is used of the object; empty: all of it
  const void* proof = nullptr;   // still stands only while `who` says this
  Time since = kBeforeAll;
  Time until = kNever;
  Bond bond;
  bool sure = true;  // false: the column may be another relation's
  Dependent* next = nullptr;
};

struct Object {
  Thing thing;
  bool assumed = false;  // older than the history; known from its use alone
  Time born = kBeforeAll;
  Time died = kNever;
  std::string_view name;  // as made; View::NameOf for today's
  const Note* notes = nullptr;
  Dependent* dependents = nullptr;

  bool AliveAt(Time time) const { return born < time && died >= time; }
};

// What few columns have.
struct ColumnRare {
  std::string_view not_null_name;  // when not the server's usual choice
  std::string_view collation;
  const Expr* generated_as = nullptr;
  std::span<const Ident> reads;  // columns it reads, as called at `generated`
  Time generated = kBeforeAll;
  Time generated_written = kBeforeAll;  // the op whose text says it
  Relation* sequence = nullptr;      // of a default copied from a serial column
  uint16_t not_null_parents = 0;     // that hand its NOT NULL down
  bool not_null_local = true;        // stated here, not only by a parent
  bool not_null_no_inherit = false;  // NOT NULL ... NO INHERIT
};

// What is known of one column over some stretch of time.
struct Column {
  std::string_view name;
  const TypeName* type = nullptr;       // null: not known
  const Expr* default_value = nullptr;  // null: none, or not known
  const ColumnDef* def = nullptr;       // as added; null: older than history
  const ColumnRare* rare = nullptr;
  Answer not_null = Answer::kUnknown;  // stated on the column itself
  Generated generated = Generated::kNo;
  bool not_null_valid = true;  // 18: NOT NULL may be NOT VALID
  bool serial = false;         // its default is nextval() of its own sequence
  bool local = true;           // defined here, not only by a parent
  bool keeps_null = false;     // its DEFAULT NULL was stored, length and all
  uint16_t parents = 0;        // that define it, too
  uint16_t position = 0;       // like the server's attnum
  Time added = kBeforeAll;
  Time typed = kBeforeAll;      // when its type was last set: resolve it then
  Time defaulted = kBeforeAll;  // the op whose text says the default

  static Column From(const ColumnDef& def, Time when);
};
constexpr bool IsIdentity(Generated generated) {
  return generated == Generated::kIdentityAlways ||
         generated == Generated::kIdentityByDefault;
}
// "bigserial" and its kin: not null, with a sequence of their own.
bool IsSerial(std::string_view type);

struct ConstraintFact : Object {
  const Constraint* def;
  Relation* relation = nullptr;    // null: of a domain
  Relation* index = nullptr;       // that it made or took over
  Relation* references = nullptr;  // what a foreign key points at
  // Columns that are not written: the primary key that REFERENCES t means, a
  // key copied from a parent. As called when it was born.
  std::span<const Ident> columns;
  std::span<const Ident> referenced;
  Time validated = kNever;
  Time written = kBeforeAll;  // the op whose text says it; born for its own
  uint16_t parents = 0;       // tables that hand it down
  bool local = true;
  bool hidden = false;  // the server's own half of a partitioned foreign key
  ConstraintFact* next = nullptr;

  bool ValidAt(Time time) const { return validated < time; }
};

// Columns renamed since: maps what an older op said to today's name.
struct ColumnRename {
  std::string_view from;
  std::string_view to;
  Time when;
  const ColumnRename* next;  // the rename before this one
};

// A child table: a partition, or one that INHERITS.
struct PartitionLink {
  Relation* child;
  Relation* parent;
  Time from;
  Time to = kNever;
  bool is_partition = true;
  bool is_default = false;
  const PartitionBound* bound = nullptr;
  std::string_view first;                // its first value, as written
  PartitionLink* next = nullptr;         // of the same parent
  PartitionLink* next_parent = nullptr;  // of the same child
};

struct TriggerFact : Object {
  const CreateTrigger* def;
  Relation* relation;
  Object* function = nullptr;
  bool cloned = false;  // from the partitioned table's
  TriggerFact* next = nullptr;
};

// What ALTER POLICY said, newest first.
struct PolicyChange {
  const AlterPolicy* op;
  Time when;
  const PolicyChange* next;
};

struct PolicyFact : Object {
  const CreatePolicy* def;
  Relation* relation;
  const PolicyChange* changes = nullptr;
  PolicyFact* next = nullptr;
};

struct RuleFact : Object {
  const CreateRule* def;
  Relation* relation;
  RuleFact* next = nullptr;
};

struct StatisticsFact : Object {
  const CreateStatistics* def;
  std::string_view schema;
  Relation* relation;
  std::span<const Ident> columns;  // as called when it was made
};

// What a publication was told, newest first; one of the two is null.
struct PublicationStep {
  const CreatePublication* create;
  const AlterPublication* alter;
  Time when;
  const PublicationStep* next;
};
struct PublicationFact : Object {
  const PublicationStep* steps = nullptr;
};

// What was said of a sequence, newest first.
struct SequenceChange {
  const SequenceOptions* options;
  Time when;
  const SequenceChange* next;
};

// ALTER DEFAULT PRIVILEGES
struct DefaultGrant {
  const Grant* op;
  Time when;
};

enum class TypeKind : uint8_t { kEnum, kDomain, kComposite, kRange, kOther };

struct EnumLabel {
  std::string_view text;
  Time born;
  Time died = kNever;  // renamed away
  double order = 0;    // labels of CREATE TYPE: 1, 2, ...; between them: halves
  EnumLabel* next = nullptr;
};

struct TypeFact : Object {
  std::string_view schema;
  TypeKind kind;
  Time constrained = kNever;  // a domain's first CHECK or NOT NULL
  const CreateEnum* enumeration = nullptr;
  const CreateDomain* domain = nullptr;
  const CreateType* def = nullptr;
  EnumLabel* labels = nullptr;  // added later or renamed; newest first
  ConstraintFact* constraints = nullptr;  // of a domain
  Relation* row = nullptr;                // attributes of a composite type
};

// What a function has been defined as.
struct FunctionVersion {
  const CreateFunction* def;
  Time when;
  bool changes_schema;          // its body holds DDL or EXECUTE
  const FunctionVersion* next;  // the one that OR REPLACE replaced
};

struct FunctionFact : Object {
  std::string_view schema;
  const FunctionVersion* versions = nullptr;
};

}  // namespace interlock::sql
