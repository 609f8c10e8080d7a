// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "core/span.h"
#include "parsers/sql/parts.h"

// SQL lowered to flat operations. libpg_query's nodes never leave this folder:
// what it gives to the layers above is a list of these, in source order. One
// statement gives one op or several (ALTER TABLE gives one per action).
// Ops live in the arena of their SqlFile; views point there or into the source.
namespace interlock::sql {

enum class OpKind : uint8_t {
#define INTERLOCK_OP(name) k##name,
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
};
std::string_view NameOf(OpKind kind);  // "CreateIndex"

// What all ops share. `span` is the clause to point at, tight: "ADD COLUMN x
// int", "DROP COLUMN x", or the statement's first words.
struct Op {
  OpKind kind;
  uint32_t statement = 0;  // index into SqlFile::statements
  Span span;
};

template <OpKind kKindOf>
struct OpOf : Op {
  static constexpr OpKind kKind = kKindOf;
};

// The op as T, or null when it is another.
template <class T>
const T* As(const Op& op) {
  return op.kind == T::kKind ? static_cast<const T*>(&op) : nullptr;
}

// --- Tables ---

enum class Persistence : uint8_t { kPermanent, kUnlogged, kTemporary };

// Where a table takes its shape or its rows from, other than its own list.
struct TableOrigin {
  std::span<const Name> inherits;
  std::span<const Name> likes;
  Name partition_of;
  bool partition_is_default = false;
  std::span<const Ident> partition_key;
  std::span<const Name> reads;  // relations that an AS query reads
};
inline constexpr TableOrigin kNoOrigin;

struct CreateTable : OpOf<OpKind::kCreateTable> {
  Name table;
  bool if_not_exists = false;
  bool as_query = false;  // CREATE TABLE AS, SELECT INTO
  bool foreign = false;
  bool partitioned = false;  // PARTITION BY
  Persistence persistence = Persistence::kPermanent;
  std::span<const ColumnDef> columns;
  std::span<const Constraint> constraints;
  const TableOrigin* origin = &kNoOrigin;  // few tables have one
};
struct DropTable : OpOf<OpKind::kDropTable> {
  std::span<const Name> tables;
  bool if_exists = false;
  bool cascade = false;
};
struct AddColumn : OpOf<OpKind::kAddColumn> {
  Name table;
  ColumnDef column;
  bool if_not_exists = false;
};
struct DropColumn : OpOf<OpKind::kDropColumn> {
  Name table;
  Ident column;
  bool if_exists = false;
  bool cascade = false;
};
struct AlterColumnType : OpOf<OpKind::kAlterColumnType> {
  Name table;
  Ident column;
  TypeName type;
  Expr using_expr;
  Ident collation;
};
struct SetNotNull : OpOf<OpKind::kSetNotNull> {
  Name table;
  Ident column;
};
struct DropNotNull : OpOf<OpKind::kDropNotNull> {
  Name table;
  Ident column;
};
struct SetDefault : OpOf<OpKind::kSetDefault> {
  Name table;
  Ident column;
  Expr value;
};
struct DropDefault : OpOf<OpKind::kDropDefault> {
  Name table;
  Ident column;
};
enum class GeneratedChange : uint8_t {
  kAddIdentity,
  kSetIdentity,
  kDropIdentity,
  kSetExpression,
  kDropExpression,
};
struct AlterGenerated : OpOf<OpKind::kAlterGenerated> {
  Name table;
  Ident column;
  GeneratedChange change;
  bool if_exists = false;
  Expr expression;
};
struct AddConstraint : OpOf<OpKind::kAddConstraint> {
  Name table;
  Constraint constraint;
};
struct ValidateConstraint : OpOf<OpKind::kValidateConstraint> {
  Name table;
  Ident constraint;
};
struct DropConstraint : OpOf<OpKind::kDropConstraint> {
  Name table;
  Ident constraint;
  bool if_exists = false;
  bool cascade = false;
};
struct AlterConstraint : OpOf<OpKind::kAlterConstraint> {
  Name table;
  Constraint constraint;  // its kind is not known from the statement
  bool sets_enforced = false;
  bool sets_deferrable = false;
};
struct AttachPartition : OpOf<OpKind::kAttachPartition> {
  Name table;
  Name partition;
  bool is_default = false;
  bool index = false;  // ALTER INDEX ... ATTACH
};
struct DetachPartition : OpOf<OpKind::kDetachPartition> {
  Name table;
  Name partition;
  bool concurrently = false;
  bool finalize = false;
};
enum class TableChange : uint8_t {
  kSetLogged,
  kSetUnlogged,
  kSetTablespace,
  kSetAccessMethod,
  kSetWithoutOids,
  kClusterOn,
  kSetWithoutCluster,
  kSetOptions,
  kResetOptions,
  kReplicaIdentity,
  kEnableTrigger,
  kDisableTrigger,
  kEnableRls,
  kDisableRls,
  kForceRls,
  kNoForceRls,
  kOwner,
  kInherit,
  kNoInherit,
  kStatistics,
  kStorage,
  kCompression,
  kColumnOptions,
  kEnableRule,
  kDisableRule,
  kOfType,
  kNotOf,
  kOther,
};
struct AlterTable : OpOf<OpKind::kAlterTable> {
  Name table;
  ObjectKind object = ObjectKind::kTable;  // also indexes, views, sequences
  TableChange change;
  Ident argument;  // trigger, column, tablespace, index, ... by change
  Name other;      // parent of INHERIT
};
struct RenameTable : OpOf<OpKind::kRenameTable> {
  Name table;
  Ident to;
  bool if_exists = false;
};
struct RenameColumn : OpOf<OpKind::kRenameColumn> {
  Name table;
  Ident column;
  Ident to;
  bool if_exists = false;
};
// Any other rename: index, view, sequence, type, constraint, schema, ...
struct RenameObject : OpOf<OpKind::kRenameObject> {
  ObjectKind object;
  Name name;   // the object, or the relation that holds it
  Ident part;  // constraint, trigger, policy, attribute, or empty
  Ident to;
  bool if_exists = false;
  // ALTER TABLE was written for an index, sequence or view.
  bool written_as_table = false;
};
struct SetSchema : OpOf<OpKind::kSetSchema> {
  ObjectKind object;
  Name name;
  Ident to;
};

// --- Indexes ---

struct IndexColumn {
  Ident column;  // empty for an expression
  Expr expression;
  Ident opclass;
  bool descending = false;
  Span span;
};
struct CreateIndex : OpOf<OpKind::kCreateIndex> {
  Ident name;  // empty when the server chooses
  Name table;
  Span keyword;  // the word INDEX
  bool concurrently = false;
  bool unique = false;
  bool if_not_exists = false;
  bool only = false;
  bool nulls_not_distinct = false;
  std::string_view method = "btree";
  std::span<const IndexColumn> columns;
  std::span<const Ident> include;
  Expr where;
};
struct DropIndex : OpOf<OpKind::kDropIndex> {
  std::span<const Name> indexes;
  Span keyword;  // the word INDEX
  bool concurrently = false;
  bool if_exists = false;
  bool cascade = false;
};
struct Reindex : OpOf<OpKind::kReindex> {
  ObjectKind object;  // index, table, schema, database; kOther for SYSTEM
  Name name;
  Span keyword;
  bool concurrently = false;
};

// --- Types ---

struct CreateEnum : OpOf<OpKind::kCreateEnum> {
  Name type;
  std::span<const Ident> labels;
};
struct AddEnumValue : OpOf<OpKind::kAddEnumValue> {
  Name type;
  Ident value;
  bool if_not_exists = false;
  Ident neighbour;  // BEFORE or AFTER, or empty
  bool after = true;
};
struct RenameEnumValue : OpOf<OpKind::kRenameEnumValue> {
  Name type;
  Ident from;
  Ident to;
};
struct CreateDomain : OpOf<OpKind::kCreateDomain> {
  Name domain;
  TypeName base;
  bool not_null = false;
  Expr default_value;
  std::span<const Constraint> constraints;
};
enum class DomainChange : uint8_t {
  kSetDefault,
  kDropDefault,
  kSetNotNull,
  kDropNotNull,
  kAddConstraint,
  kDropConstraint,
  kValidateConstraint,
};
struct AlterDomain : OpOf<OpKind::kAlterDomain> {
  Name domain;
  DomainChange change;
  Constraint constraint;
  Expr value;
  bool cascade = false;
  bool if_exists = false;
};
struct CreateType : OpOf<OpKind::kCreateType> {  // composite, range, base
  Name type;
  std::span<const ColumnDef> attributes;
};

// --- Other objects ---

struct CreateSchema : OpOf<OpKind::kCreateSchema> {
  Ident schema;
  bool if_not_exists = false;
};
struct CreateSequence : OpOf<OpKind::kCreateSequence> {
  Name sequence;
  Name owner_table;
  Ident owner_column;
  TypeName type;
  bool if_not_exists = false;
};
struct AlterSequence : OpOf<OpKind::kAlterSequence> {
  Name sequence;
  Name owner_table;
  Ident owner_column;
  bool if_exists = false;
};
struct CreateView : OpOf<OpKind::kCreateView> {
  Name view;
  bool materialized = false;
  bool or_replace = false;
  bool if_not_exists = false;
  bool with_data = true;
  std::span<const Name> reads;
  std::span<const Ident> columns;  // output names where they can be read off
};
struct RefreshView : OpOf<OpKind::kRefreshView> {
  Name view;
  bool concurrently = false;
  bool with_data = true;
};
enum class Volatility : uint8_t { kVolatile, kStable, kImmutable };
struct CreateFunction : OpOf<OpKind::kCreateFunction> {
  Name function;
  bool or_replace = false;
  bool procedure = false;
  std::string_view language;
  Volatility volatility = Volatility::kVolatile;
  bool security_definer = false;
  bool sets_search_path = false;
  std::span<const TypeName> arguments;
  TypeName returns;
  Span body;  // the body's text inside its quotes, or empty
};
struct CreateTrigger : OpOf<OpKind::kCreateTrigger> {
  Ident trigger;
  Name table;
  Name function;
  bool or_replace = false;
  bool constraint = false;
  Name references;  // CREATE CONSTRAINT TRIGGER ... FROM
};
struct CreatePolicy : OpOf<OpKind::kCreatePolicy> {
  Ident policy;
  Name table;
  bool permissive = true;
  Expr using_expr;
  Expr check;
};
struct CreateExtension : OpOf<OpKind::kCreateExtension> {
  Ident extension;
  bool if_not_exists = false;
};
// Creates or alters something that rules do not look into by itself.
struct CreateObject : OpOf<OpKind::kCreateObject> {
  ObjectKind object;
  Name name;
  Name table;  // rules, statistics: what it is on
};
struct AlterObject : OpOf<OpKind::kAlterObject> {
  ObjectKind object;
  Name name;
};
// DROP of anything but tables, columns and indexes.
struct DropObject : OpOf<OpKind::kDropObject> {
  ObjectKind object;
  std::span<const Name> names;  // for triggers, policies, rules: the relation
  Ident part;                   // the trigger, policy or rule
  bool if_exists = false;
  bool cascade = false;
};
struct CommentOn : OpOf<OpKind::kCommentOn> {
  ObjectKind object;
  Name name;
  Ident part;
  bool removes = false;  // IS NULL
};
struct Grant : OpOf<OpKind::kGrant> {
  ObjectKind object;
  std::span<const Name> names;
  bool revoke = false;
  bool to_public = false;
};

// --- Data ---

enum class OnConflict : uint8_t { kNone, kNothing, kUpdate };
struct Insert : OpOf<OpKind::kInsert> {
  Name table;
  std::span<const Ident> columns;
  bool from_query = false;  // INSERT ... SELECT over a relation
  OnConflict on_conflict = OnConflict::kNone;
  bool has_conflict_target = false;
  std::span<const Ident> conflict_columns;
  uint32_t rows = 0;  // of VALUES
  std::span<const Name> reads;
};
struct Update : OpOf<OpKind::kUpdate> {
  Name table;
  std::span<const Ident> columns;
  bool has_where = false;
  Expr where;
  std::span<const Name> reads;
};
struct Delete : OpOf<OpKind::kDelete> {
  Name table;
  bool has_where = false;
  Expr where;
  std::span<const Name> reads;
};
struct Truncate : OpOf<OpKind::kTruncate> {
  std::span<const Name> tables;
  bool cascade = false;
};
struct CopyData : OpOf<OpKind::kCopyData> {
  Name table;
  bool from = true;
};
struct Select : OpOf<OpKind::kSelect> {
  std::span<const Name> reads;
  std::span<const Name> functions;
};

// --- Session and server ---

enum class TransactionWord : uint8_t {
  kBegin,
  kCommit,
  kRollback,
  kSavepoint,
  kRelease,
  kRollbackTo,
  kOther,
};
struct Transaction : OpOf<OpKind::kTransaction> {
  TransactionWord word;
  Ident savepoint;
};
enum class SetScope : uint8_t { kSession, kLocal };
struct SetVariable : OpOf<OpKind::kSetVariable> {
  std::string_view variable;  // lower case; "" for RESET ALL
  std::string_view value;     // as text; "" when reset
  SetScope scope = SetScope::kSession;
  bool reset = false;        // RESET, SET ... TO DEFAULT
  bool by_function = false;  // SELECT set_config(...)
};
struct LockTable : OpOf<OpKind::kLockTable> {
  std::span<const Name> tables;
  std::string_view mode;  // "ACCESS EXCLUSIVE"
  bool nowait = false;
};
struct Vacuum : OpOf<OpKind::kVacuum> {
  std::span<const Name> tables;
  bool full = false;
  bool analyze_only = false;
};
struct Cluster : OpOf<OpKind::kCluster> {
  Name table;
};
struct DoBlock : OpOf<OpKind::kDoBlock> {
  std::string_view language;
  Span body;
};
// CREATE DATABASE, ALTER SYSTEM, DROP OWNED, CHECKPOINT, ...: `what` is the
// first words, upper case.
struct ServerCommand : OpOf<OpKind::kServerCommand> {
  std::string_view what;
  Name name;
};
// A statement that is not lowered. Its effects are unknown, never nothing.
struct Unknown : OpOf<OpKind::kUnknown> {
  std::string_view what;  // first words, upper case
};

}  // namespace interlock::sql
