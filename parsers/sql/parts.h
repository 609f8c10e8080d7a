// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/span.h"

// What ops are made of: names, types, expressions, columns, constraints.
namespace interlock::sql {

// A name as the server reads it: folded to lower case unless quoted. An empty
// schema means that search_path decides.
struct Name {
  std::string_view schema;
  std::string_view name;
  Span span;
  bool empty() const { return name.empty(); }
};

// One plain identifier: a column, a constraint, a label.
struct Ident {
  std::string_view text;
  Span span;
  bool empty() const { return text.empty(); }
};

// A type by its catalog name: "int4", "varchar", "timestamptz", "serial", or a
// user's. Modifiers are as written: varchar(50) has modifiers[0] = 50.
struct TypeShape {
  std::string_view schema;  // empty for built-in types written plainly
  std::string_view name;
  int32_t modifiers[2] = {-1, -1};
  uint8_t modifier_count = 0;
  uint8_t array_dims = 0;
  friend bool operator==(const TypeShape&, const TypeShape&) = default;
};
inline constexpr TypeShape kNoType;

// A type where it is written. Files name few types many times, so what they
// say is mostly shared.
struct TypeName {
  const TypeShape* shape = &kNoType;
  Span span;
  std::string_view schema() const { return shape->schema; }
  std::string_view name() const { return shape->name; }
  int32_t modifier(int at) const { return shape->modifiers[at]; }
  int modifier_count() const { return shape->modifier_count; }
  int array_dims() const { return shape->array_dims; }
  bool empty() const { return shape->name.empty(); }
};

enum class ExprShape : uint8_t {
  kAbsent,
  kNull,      // NULL, also cast
  kConstant,  // literals, casts of literals, arrays of literals, signs
  kOther,     // anything that calls, reads a column or has a subquery
};

// What rules ask about an expression, without its tree.
struct Expr {
  ExprShape shape = ExprShape::kAbsent;
  bool has_subquery = false;
  uint32_t function_count = 0;
  uint32_t column_count = 0;
  uint32_t proof_count = 0;
  Span span;
  const Name* function_list = nullptr;
  const Ident* column_list = nullptr;  // columns, then proofs

  // Each call, CURRENT_TIMESTAMP as "now".
  std::span<const Name> functions() const {
    return {function_list, function_count};
  }
  // Each column reference's last part.
  std::span<const Ident> columns() const { return {column_list, column_count}; }
  // Columns that the expression, when true, proves NOT NULL: conjuncts of the
  // form "c IS NOT NULL".
  std::span<const Ident> proves_not_null() const {
    return {column_list + column_count, proof_count};
  }
  bool present() const { return shape != ExprShape::kAbsent; }
};
inline constexpr Expr kNoExpr;

enum class ConstraintKind : uint8_t {
  kNotNull,
  kCheck,
  kUnique,
  kPrimaryKey,
  kForeignKey,
  kExclude,
};

// What a foreign key points at.
struct Reference {
  Name table;
  std::span<const Ident> columns;  // empty: its primary key
  // a no action, r restrict, c cascade, n null, d default
  char on_delete = 'a';
  char on_update = 'a';
  char match = 's';     // s simple, f full, p partial
  bool period = false;  // the last columns are PERIOD: since 18
  std::span<const Ident> on_delete_columns;  // ON DELETE SET NULL (a, b)
};
inline constexpr Reference kNoReference;

// "fillfactor = 70", "OPTIONS (ADD a 'b')", "SET search_path TO x".
struct Option {
  std::string_view space;  // "toast" of toast.autovacuum_enabled
  Ident name;
  std::string_view value;  // as text, without quotes; may be empty
  // A SET option: ADD, SET, DROP of OPTIONS (); RESET drops. '+', '=', '-', or
  // NUL where none is written.
  char action = '\0';
  bool has_value = false;
};

enum class NullsOrder : uint8_t { kDefault, kFirst, kLast };
// What few columns of an index have.
struct IndexColumnExtras {
  Name collation;
  Name opclass;
  std::span<const Option> opclass_options;
  // What an expression is called in a name that the server chooses: "lower".
  std::string_view called;
};
inline constexpr IndexColumnExtras kNoIndexColumnExtras;
struct IndexColumn {
  Ident column;  // empty for an expression
  Expr expression;
  Ident opclass;
  bool descending = false;
  NullsOrder nulls = NullsOrder::kDefault;
  Span span;
  const IndexColumnExtras* extras = &kNoIndexColumnExtras;
};

// What few indexes, or constraints that make one, have.
struct IndexParts {
  Ident using_index;        // ADD ... USING INDEX
  std::string_view method;  // of EXCLUDE: as written, or "" for its default
  std::span<const Ident> include;
  std::span<const IndexColumn> elements;  // of EXCLUDE
  std::span<const Name> operators;        // of EXCLUDE, one for each element
  Expr where;                             // of EXCLUDE
  std::span<const Option> options;
  Ident tablespace;
  bool without_overlaps = false;  // since 18
};
inline constexpr IndexParts kNoIndexParts;

// Files may hold millions of these and of columns, so parts that only some
// have lie apart.
struct Constraint {
  ConstraintKind kind;
  bool not_valid = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool enforced = true;
  bool nulls_not_distinct = false;
  bool no_inherit = false;
  Ident name;  // empty when the server chooses
  Span span;
  // Keys; of a foreign key, the referencing. Inline: the column itself.
  std::span<const Ident> columns;
  const Expr* check_part = &kNoExpr;
  const Reference* reference = &kNoReference;
  const IndexParts* index = &kNoIndexParts;

  const Expr& check() const { return *check_part; }
  // Of a foreign key: the other table.
  const Name& references() const { return reference->table; }
  // ADD ... USING INDEX
  const Ident& using_index() const { return index->using_index; }
};

enum class Generated : uint8_t {
  kNo,
  kIdentityAlways,
  kIdentityByDefault,
  kStored,
  kVirtual,
};

// Of a sequence or an identity column. What is not said is absent.
struct SequenceOptions {
  TypeName type;
  std::optional<int64_t> start;
  std::optional<int64_t> increment;
  std::optional<int64_t> minimum;
  std::optional<int64_t> maximum;
  std::optional<int64_t> cache;
  std::optional<int64_t> restart;  // RESTART WITH
  std::optional<bool> cycle;
  bool no_minimum = false;
  bool no_maximum = false;
  bool restarts = false;    // RESTART, with or without a value
  bool owned_none = false;  // OWNED BY NONE
  std::optional<bool> logged;
  Name name;  // SEQUENCE NAME of an identity column
};
inline constexpr SequenceOptions kNoSequenceOptions;

// What few columns have.
struct ColumnExtras {
  Expr generated_as;
  Ident collation;
  std::string_view collation_schema;
  Ident storage;
  Ident compression;
  const SequenceOptions* identity = &kNoSequenceOptions;
  std::span<const Option> options;       // of a foreign table's column
  const Constraint* not_null = nullptr;  // when it has a name or NO INHERIT
};
inline constexpr ColumnExtras kNoExtras;

struct ColumnDef {
  Ident name;
  TypeName type;
  Span span;
  const Expr* default_part = &kNoExpr;
  const ColumnExtras* extras = &kNoExtras;
  const Constraint* constraint_list = nullptr;
  uint32_t constraint_count = 0;
  Generated generated = Generated::kNo;
  bool not_null = false;  // stated as NOT NULL; a primary key implies it too

  const Expr& default_value() const { return *default_part; }
  const Expr& generated_as() const { return extras->generated_as; }
  const Ident& collation() const { return extras->collation; }
  // Inline, NOT NULL not among them.
  std::span<const Constraint> constraints() const {
    return {constraint_list, constraint_count};
  }
};

enum class ObjectKind : uint8_t {
  kTable,
  kColumn,
  kIndex,
  kView,
  kMaterializedView,
  kSequence,
  kSchema,
  kType,
  kDomain,
  kFunction,
  kProcedure,
  kAggregate,
  kTrigger,
  kPolicy,
  kRule,
  kConstraint,
  kDomainConstraint,
  kExtension,
  kDatabase,
  kTablespace,
  kRole,
  kPublication,
  kSubscription,
  kStatistics,
  kCollation,
  kOperator,
  kCast,
  kForeignTable,
  kServer,
  kEventTrigger,
  kLanguage,
  kEnumValue,
  kAttribute,
  kRoutine,  // function or procedure, whichever has the name
  kForeignDataWrapper,
  kUserMapping,
  kAccessMethod,
  kOperatorClass,
  kOperatorFamily,
  kConversion,
  kTransform,
  kTextSearchParser,
  kTextSearchDictionary,
  kTextSearchTemplate,
  kTextSearchConfiguration,
  kLargeObject,
  kParameter,  // a setting, in GRANT
  kOther,
};
std::string_view NameOf(ObjectKind kind);  // "materialized view"

}  // namespace interlock::sql
