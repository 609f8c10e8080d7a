// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/details.h"
#include "parsers/sql/query.h"

// Ops on tables and their columns, constraints, partitions.
namespace interlock::sql {

enum class Persistence : uint8_t { kPermanent, kUnlogged, kTemporary };

enum class OnCommit : uint8_t { kPreserve, kDelete, kDrop };
enum class PartitionStrategy : uint8_t { kNone, kList, kRange, kHash };

// LIKE t INCLUDING ...: what it takes besides names, types and NOT NULL.
enum LikeOption : uint16_t {
  kLikeComments = 1,
  kLikeCompression = 2,
  kLikeConstraints = 4,
  kLikeDefaults = 8,
  kLikeGenerated = 16,
  kLikeIdentity = 32,
  kLikeIndexes = 64,
  kLikeStatistics = 128,
  kLikeStorage = 256,
};
struct LikeParts {
  uint16_t options = 0;         // LikeOption bits
  uint32_t columns_before = 0;  // of CreateTable::columns
};

// FOR VALUES ... of a partition.
struct PartitionBound {
  PartitionStrategy strategy = PartitionStrategy::kNone;
  bool is_default = false;
  Span span;  // "FOR VALUES IN (1)" or "DEFAULT"
  // IN list, or the FROM and TO tuples; MINVALUE is of shape kAbsent.
  std::span<const Expr> values;
  std::span<const Expr> to;
  int32_t modulus = 0;
  int32_t remainder = 0;
};
inline constexpr PartitionBound kNoBound;

// Where a table takes its shape or its rows from, other than its own list, and
// what few tables say of themselves.
struct TableOrigin {
  std::span<const Name> inherits;
  std::span<const Name> likes;
  std::span<const LikeParts> like_parts;  // one for each of likes
  Name partition_of;
  bool partition_is_default = false;
  const PartitionBound* bound = &kNoBound;
  PartitionStrategy strategy = PartitionStrategy::kNone;
  std::span<const Ident> partition_key;  // the plain columns of it
  std::span<const IndexColumn> partition_elements;
  Name of_type;
  Ident server;                     // of a foreign table
  std::span<const Option> options;  // WITH (...)
  std::span<const Option> remote;   // OPTIONS (...) of a foreign table
  Ident tablespace;
  Ident access_method;
  std::span<const Name> reads;      // relations that an AS query reads
  const Query* query = &kNoQuery;   // of AS
  std::span<const Ident> as_names;  // CREATE TABLE t (a, b) AS
};
inline constexpr TableOrigin kNoOrigin;

struct CreateTable : OpOf<OpKind::kCreateTable> {
  Name table;
  bool if_not_exists = false;
  bool as_query = false;  // CREATE TABLE AS, SELECT INTO
  bool foreign = false;
  bool partitioned = false;  // PARTITION BY
  Persistence persistence = Persistence::kPermanent;
  bool with_data = true;  // AS ... WITH NO DATA
  OnCommit on_commit = OnCommit::kPreserve;
  // Of an AS query: the outputs whose names can be read off, without types.
  std::span<const ColumnDef> columns;
  std::span<const Constraint> constraints;
  const TableOrigin* origin = &kNoOrigin;  // few tables have one
};
struct DropTable : OpOf<OpKind::kDropTable> {
  std::span<const Name> tables;
  bool if_exists = false;
  bool cascade = false;
  bool foreign = false;  // DROP FOREIGN TABLE
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
  std::string_view collation_schema;
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
  // ADD and SET: kIdentityAlways, kIdentityByDefault; SET may leave it: kNo.
  Generated generated = Generated::kNo;
  Expr expression;
  const SequenceOptions* sequence = &kNoSequenceOptions;
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
  bool sets_inherit = false;
};
struct AttachPartition : OpOf<OpKind::kAttachPartition> {
  Name table;
  Name partition;
  bool is_default = false;
  bool index = false;  // ALTER INDEX ... ATTACH
  const PartitionBound* bound = &kNoBound;
};
struct DetachPartition : OpOf<OpKind::kDetachPartition> {
  Name table;
  Name partition;
  bool concurrently = false;
  bool finalize = false;
};
// One for each action of ALTER TABLE that has no op of its own.
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
  kEnableAlwaysTrigger,
  kEnableReplicaTrigger,
  kEnableTriggerAll,
  kEnableTriggerUser,
  kDisableTrigger,
  kDisableTriggerAll,
  kDisableTriggerUser,
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
  kResetColumnOptions,
  kRemoteColumnOptions,  // OPTIONS (...) of a foreign table's column
  kRemoteOptions,        // OPTIONS (...) of a foreign table
  kEnableRule,
  kEnableAlwaysRule,
  kEnableReplicaRule,
  kDisableRule,
  kOfType,
  kNotOf,
};
struct AlterTable : OpOf<OpKind::kAlterTable> {
  Name table;
  ObjectKind object = ObjectKind::kTable;  // as written_as
  TableChange change;
  // Of REPLICA IDENTITY: d default, n nothing, f full, i index.
  char replica_identity = '\0';
  Ident argument;  // trigger, column, tablespace, index, role, ... by change
  Name other;      // parent of INHERIT, type of OF
  std::span<const Option> options;
  std::string_view value;     // STATISTICS, STORAGE, COMPRESSION
  int16_t column_number = 0;  // ALTER INDEX ... ALTER COLUMN 1
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
  bool cascade = false;  // of an attribute
  // ALTER TABLE was written for an index, sequence or view.
  bool written_as_table = false;
  const Identity* identity = &kNoIdentity;
};
struct SetSchema : OpOf<OpKind::kSetSchema> {
  ObjectKind object;
  bool if_exists = false;
  Name name;
  Ident to;
  const Identity* identity = &kNoIdentity;
};

}  // namespace interlock::sql
