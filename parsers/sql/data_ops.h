// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/details.h"
#include "parsers/sql/query.h"

// Ops on rows, on the session and on the server.
namespace interlock::sql {

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
  const Query* query = &kNoQuery;  // of one that is more than VALUES
  bool default_values = false;
  uint32_t width = 0;  // values of a row, or outputs of the query
};
struct Update : OpOf<OpKind::kUpdate> {
  Name table;
  std::span<const Ident> columns;
  bool has_where = false;
  Expr where;
  std::span<const Name> reads;
  const Query* query = &kNoQuery;
};
struct Delete : OpOf<OpKind::kDelete> {
  Name table;
  bool has_where = false;
  Expr where;
  std::span<const Name> reads;
  const Query* query = &kNoQuery;
};
struct Truncate : OpOf<OpKind::kTruncate> {
  std::span<const Name> tables;
  bool cascade = false;
  bool restart_identity = false;
};
struct CopyData : OpOf<OpKind::kCopyData> {
  Name table;
  bool from = true;
  std::span<const Ident> columns;
};
struct Select : OpOf<OpKind::kSelect> {
  std::span<const Name> reads;
  std::span<const Name> functions;
  const Query* query = &kNoQuery;
};
// CALL p(...): its effects are those of the procedure.
struct CallProcedure : OpOf<OpKind::kCallProcedure> {
  Name procedure;
  uint32_t argument_count = 0;
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
  bool analyze = false;
  bool analyze_only = false;
};
struct Cluster : OpOf<OpKind::kCluster> {
  Name table;
  Ident index;
};
struct DoBlock : OpOf<OpKind::kDoBlock> {
  std::string_view language;
  Span body;
  const Body* body_facts = &kNoBody;
};
// CREATE DATABASE, ALTER SYSTEM, DROP OWNED, CHECKPOINT, ...: `what` is the
// first words, upper case.
struct ServerCommand : OpOf<OpKind::kServerCommand> {
  std::string_view what;
  Name name;
  std::span<const Name> names;  // when there are several: roles
};
// A statement that is not lowered. Its effects are unknown, never nothing.
struct Unknown : OpOf<OpKind::kUnknown> {
  std::string_view what;  // first words, upper case
};

}  // namespace interlock::sql
