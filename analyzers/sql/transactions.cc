// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/transactions.h"

#include <iterator>

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
    "", "",
    "leave it alone in its migration; the CLI runs such a statement by itself "
    "from 2.109 on"};
constexpr OptOut kPop = {
    "", "",
    "end its file's name in .autocommit.up.sql if the runner is Ory's popx, "
    "else run it outside of the migrations"};
constexpr OptOut kTern = {
    "---- tern: disable-tx ----\n", "",
    "put `---- tern: disable-tx ----` at the top of a migration of its own"};
constexpr OptOut kTogether = {
    "", "", "run it outside of the migrations, which share a transaction"};
constexpr OptOut kGraphile = {
    "--! no-transaction\n", "",
    "put `--! no-transaction` at the top of a migration of its own"};
constexpr OptOut kPlain = {
    "", "", "run it outside of a transaction, in a file of its own"};

// What a runner does by itself.
struct Habit {
  Framework framework;
  Wrapping wrapping;
  Sending sending;
  const OptOut& opt_out;
  Pending pending = Pending::kOneByOne;
};
constexpr Habit kHabits[] = {
    {Framework::kPlain, Wrapping::kNone, Sending::kEach, kPlain},
    {Framework::kGoose, Wrapping::kWrapped, Sending::kEach, kGoose},
    {Framework::kDbmate, Wrapping::kWrapped, Sending::kWhole, kDbmate},
    {Framework::kGolangMigrate, Wrapping::kImplicit, Sending::kWhole,
     kOneStatement},
    {Framework::kSqlMigrate, Wrapping::kWrapped, Sending::kEach, kSqlMigrate},
    {Framework::kFlyway, Wrapping::kWrapped, Sending::kEach, kFlyway},
    {Framework::kLiquibase, Wrapping::kWrapped, Sending::kEach, kLiquibase},
    {Framework::kPrisma, Wrapping::kImplicit, Sending::kWhole, kOneStatement},
    {Framework::kDrizzle, Wrapping::kWrapped, Sending::kEach, kDrizzle,
     Pending::kTogether},
    {Framework::kDiesel, Wrapping::kWrapped, Sending::kWhole, kDiesel},
    {Framework::kSqlx, Wrapping::kWrapped, Sending::kWhole, kSqlx},
    {Framework::kAtlas, Wrapping::kWrapped, Sending::kEach, kAtlas},
    {Framework::kSqitch, Wrapping::kNone, Sending::kEach, kPlain},
    {Framework::kSupabase, Wrapping::kImplicit, Sending::kWhole, kSupabase},
    {Framework::kRails, Wrapping::kNone, Sending::kEach, kPlain},
    {Framework::kPop, Wrapping::kWrapped, Sending::kWhole, kPop},
    {Framework::kTern, Wrapping::kWrapped, Sending::kEach, kTern},
    {Framework::kRefinery, Wrapping::kWrapped, Sending::kWhole, kTogether},
    {Framework::kMyBatis, Wrapping::kWrapped, Sending::kEach, kTogether},
    {Framework::kNodePgMigrate, Wrapping::kWrapped, Sending::kWhole, kTogether,
     Pending::kTogether},
    {Framework::kGraphileMigrate, Wrapping::kWrapped, Sending::kWhole,
     kGraphile},
    {Framework::kHasura, Wrapping::kWrapped, Sending::kWhole, kTogether},
};
static_assert(std::size(kHabits) == kFrameworkCount);

constexpr const Habit& HabitOf(Framework framework) {
  return kHabits[static_cast<size_t>(framework)];
}

constexpr bool InOrder() {
  for (size_t i = 0; i < std::size(kHabits); ++i) {
    if (static_cast<size_t>(kHabits[i].framework) != i) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

Wrapping WrappingOf(Framework framework, TransactionMode mode) {
  switch (mode) {
    case TransactionMode::kWrapped:
      return Wrapping::kWrapped;
    case TransactionMode::kNone:
      return SendingOf(framework) == Sending::kWhole ? Wrapping::kImplicit
                                                     : Wrapping::kNone;
    case TransactionMode::kDefault:
      break;
  }
  return HabitOf(framework).wrapping;
}

Sending SendingOf(Framework framework) { return HabitOf(framework).sending; }
Pending PendingOf(Framework framework) { return HabitOf(framework).pending; }
const OptOut& OptOutOf(Framework framework) {
  return HabitOf(framework).opt_out;
}

void TransactionState::BeginUnit(Wrapping wrapping, Sending sending,
                                 size_t statements, Time time) {
  wrapping_ = wrapping;
  sending_ = sending;
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
      if (sending_ == Sending::kEach) wrapped_ = false;
      since_ = time + 1;
      ++serial_;
      return;
    default:
      return;
  }
}

}  // namespace interlock::sql
