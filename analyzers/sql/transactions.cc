// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/transactions.h"

namespace interlock::sql {
namespace {

constexpr OptOut kGoose = {
    "-- +goose NO TRANSACTION\n", "",
    "put `-- +goose NO TRANSACTION` at the top of a migration of its own"};
constexpr OptOut kDbmate = {
    " transaction:false", "-- migrate:up",
    "write `-- migrate:up transaction:false` in a migration of its own"};
constexpr OptOut kOneStatement = {
    "", "",
    "leave it as the only statement of its migration: a file with several "
    "statements runs as one transaction"};
constexpr OptOut kSqlMigrate = {
    " notransaction", "-- +migrate Up",
    "write `-- +migrate Up notransaction` in a migration of its own"};
constexpr OptOut kFlyway = {
    "", "",
    "leave it alone in its migration and set executeInTransaction=false in "
    "the script's .conf file"};
constexpr OptOut kLiquibase = {"", "",
                               "give its changeset runInTransaction:false"};
constexpr OptOut kDrizzle = {
    "", "",
    "run it outside of drizzle's migrator, which wraps all pending migrations "
    "in one transaction"};
constexpr OptOut kDiesel = {
    "", "",
    "write `run_in_transaction = false` in the migration's metadata.toml"};
constexpr OptOut kSqlx = {
    "-- no-transaction\n", "",
    "make `-- no-transaction` the first line of a migration of its own"};
constexpr OptOut kAtlas = {
    "-- atlas:txmode none\n\n", "",
    "put `-- atlas:txmode none` at the top of a migration of its own"};
constexpr OptOut kSupabase = {
    "", "", "leave it alone in its migration, or run it outside of the CLI"};
constexpr OptOut kPlain = {
    "", "", "run it outside of a transaction, in a file of its own"};

}  // namespace

Wrapping WrappingOf(Framework framework, TransactionMode mode) {
  if (mode == TransactionMode::kWrapped) return Wrapping::kWrapped;
  if (mode == TransactionMode::kNone) return Wrapping::kNone;
  switch (framework) {
    case Framework::kGoose:
    case Framework::kDbmate:
    case Framework::kSqlMigrate:
    case Framework::kFlyway:
    case Framework::kLiquibase:
    case Framework::kDrizzle:
    case Framework::kDiesel:
    case Framework::kSqlx:
    case Framework::kAtlas:
      return Wrapping::kWrapped;
    case Framework::kGolangMigrate:
    case Framework::kPrisma:
    case Framework::kSupabase:
      return Wrapping::kImplicit;
    case Framework::kSqitch:
    case Framework::kRails:
    case Framework::kPlain:
      return Wrapping::kNone;
  }
  return Wrapping::kNone;
}

const OptOut& OptOutOf(Framework framework) {
  switch (framework) {
    case Framework::kGoose:
      return kGoose;
    case Framework::kDbmate:
      return kDbmate;
    case Framework::kSqlMigrate:
      return kSqlMigrate;
    case Framework::kFlyway:
      return kFlyway;
    case Framework::kLiquibase:
      return kLiquibase;
    case Framework::kDrizzle:
      return kDrizzle;
    case Framework::kDiesel:
      return kDiesel;
    case Framework::kSqlx:
      return kSqlx;
    case Framework::kAtlas:
      return kAtlas;
    case Framework::kGolangMigrate:
    case Framework::kPrisma:
      return kOneStatement;
    case Framework::kSupabase:
      return kSupabase;
    case Framework::kSqitch:
    case Framework::kRails:
    case Framework::kPlain:
      return kPlain;
  }
  return kPlain;
}

void TransactionState::BeginUnit(Wrapping wrapping, size_t statements,
                                 Time time) {
  wrapping_ = wrapping;
  wrapped_ = wrapping == Wrapping::kWrapped ||
             (wrapping == Wrapping::kImplicit && statements > 1);
  if (explicit_) return;
  since_ = time;
  ++serial_;
}

void TransactionState::After(const Op& op, Time time) {
  const auto* transaction = As<Transaction>(op);
  if (transaction == nullptr) {
    if (!InTransaction()) ++serial_;
    return;
  }
  switch (transaction->word) {
    case TransactionWord::kBegin:
      // Inside a transaction it draws a warning and does nothing.
      if (!InTransaction()) {
        since_ = time;
        ++serial_;
      }
      explicit_ = true;
      begin_ = &op;
      return;
    case TransactionWord::kCommit:
    case TransactionWord::kRollback:
      explicit_ = false;
      begin_ = nullptr;
      // A COMMIT in a wrapped file ends the framework's own transaction; what
      // follows in a file sent as one string begins another.
      if (wrapping_ == Wrapping::kWrapped) wrapped_ = false;
      since_ = time + 1;
      ++serial_;
      return;
    default:
      return;
  }
}

}  // namespace interlock::sql
