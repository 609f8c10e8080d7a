// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
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
struct TypeName {
  std::string_view schema;  // empty for built-in types written plainly
  std::string_view name;
  int32_t modifiers[2] = {-1, -1};
  uint8_t modifier_count = 0;
  uint8_t array_dims = 0;
  Span span;
  bool empty() const { return name.empty(); }
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
  Span span;
  std::span<const Name> functions;  // each call, CURRENT_TIMESTAMP as "now"
  std::span<const Ident> columns;   // each column reference's last part
  // Columns that the expression, when true, proves NOT NULL: conjuncts of the
  // form "c IS NOT NULL".
  std::span<const Ident> proves_not_null;
  bool present() const { return shape != ExprShape::kAbsent; }
};

enum class ConstraintKind : uint8_t {
  kNotNull,
  kCheck,
  kUnique,
  kPrimaryKey,
  kForeignKey,
  kExclude,
};

struct Constraint {
  ConstraintKind kind;
  Ident name;  // empty when the server chooses
  Span span;
  // Keys; of a foreign key, the referencing. Inline: the column itself.
  std::span<const Ident> columns;
  Expr check;
  Name references;                            // foreign key: the other table
  std::span<const Ident> referenced_columns;  // empty: its primary key
  char on_delete =
      'a';  // a no action, r restrict, c cascade, n null, d default
  char on_update = 'a';
  bool not_valid = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool enforced = true;
  bool nulls_not_distinct = false;
  bool no_inherit = false;
  Ident using_index;  // ADD ... USING INDEX
};

enum class Generated : uint8_t {
  kNo,
  kIdentityAlways,
  kIdentityByDefault,
  kStored,
  kVirtual,
};

struct ColumnDef {
  Ident name;
  TypeName type;
  Span span;
  bool not_null = false;  // stated as NOT NULL; a primary key implies it too
  Expr default_value;
  Generated generated = Generated::kNo;
  Expr generated_as;
  Ident collation;
  std::span<const Constraint> constraints;  // inline, NOT NULL not among them
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
  kOther,
};
std::string_view NameOf(ObjectKind kind);  // "materialized view"

}  // namespace interlock::sql
