// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <memory>
#include <vector>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/effects.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/refusal.h"
#include "analyzers/sql/settings.h"
#include "analyzers/sql/sizes.h"
#include "analyzers/sql/transactions.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// How long a relation has been there when an op meets it.
enum class Age : uint8_t {
  kNewInTransaction,  // nobody else has seen it yet
  kNewInFile,         // created above in the same file, already committed
  kOlder,             // created by an earlier migration: populated by now
  kUnknown,           // not created by the history; most likely populated
};

// Whether the server refuses a statement, worked out once for all its ops.
struct RefusalCache {
  bool asked = false;
  std::unique_ptr<Refusal> refusal;  // null: it may succeed
};

// What an op meets: the state just before it. Handed to op rules as
// Context::moment. Effects are worked out when first asked for, so a Moment
// belongs to one thread; what it points to may be shared.
struct Moment {
  const History& history;
  const Migration& migration;
  const SqlFile& file;
  const Op& op;
  uint32_t index;  // of the op in the file
  Time time;
  View view;  // the catalog just before
  const Settings& settings;
  const TransactionState transaction;
  RefusalCache& refusal_cache;

  const Statement& statement() const { return file.statements[op.statement]; }
  int pg_version() const { return history.settings.pg_version; }
  Framework framework() const { return history.framework; }
  // A DO block is one statement: what it carries out shares its transaction.
  bool InTransaction() const {
    return op.in_block || transaction.InTransaction();
  }

  const Effects& effects() const {
    if (effects_ == nullptr) {
      effects_ = std::make_unique<Effects>(
          EffectsOf(op, Surroundings(), Detail::kBrief));
    }
    return *effects_;
  }
  // Why the server will refuse the op's statement; null when it may succeed.
  const Refusal* refusal() const;
  // The statement is proven to fail by what the history shows, so what it
  // would lock does not matter.
  bool Fails() const {
    const Refusal* found = refusal();
    return found != nullptr && found->certainty == Certainty::kProven &&
           found->evidence == Evidence::kSeen;
  }
  Age AgeOf(const Relation& relation) const {
    if (relation.assumed) return Age::kUnknown;
    if (relation.born >= transaction.since(time) &&
        transaction.InTransaction()) {
      return Age::kNewInTransaction;
    }
    return relation.born >= migration.first ? Age::kNewInFile : Age::kOlder;
  }
  Age AgeOf(const Name& name) const {
    const Relation* relation = view.Find(name);
    return relation == nullptr ? Age::kUnknown : AgeOf(*relation);
  }
  // Nobody can be waiting for it: created above in this file.
  bool IsNew(const Name& name) const {
    Age age = AgeOf(name);
    return age == Age::kNewInTransaction || age == Age::kNewInFile;
  }
  // ADD COLUMN IF NOT EXISTS finds its column and does nothing. Not taken for
  // granted when unseen code changed the table after the column came.
  bool FindsColumn(const AddColumn& add) const;

  // How large the table is and how long `work` on it takes.
  // FindingBuilder::Sized says it in a finding.
  Estimate EstimateOf(const Name& table, Work work) const {
    return sql::EstimateOf(SizeOf(table, view, history.settings), work,
                           history.settings);
  }
  // The same for what this op does to it.
  Estimate EstimateOf(const Name& table) const;

  // The op in its statement, as effects need it.
  Setting Surroundings() const;

  mutable std::unique_ptr<Effects> effects_ = nullptr;
};

// One op of a migration that goes up, and the transaction that it runs in.
struct Step {
  const Op& op;
  uint32_t index;  // of the op in the file
  Time time;
  const TransactionState& transaction;
};

// Calls f(const Step&) for each, in order.
template <class F>
void EachStep(const History& history, const Migration& migration, F f) {
  if (migration.up == nullptr) return;
  const SqlFile& file = *migration.up;
  TransactionState transaction;
  uint32_t unit = UINT32_MAX;
  for (const Statement& statement : file.statements) {
    if (statement.section == Section::kDown) continue;
    if (statement.unit != unit && statement.unit < file.units.size()) {
      unit = statement.unit;
      TransactionMode mode = file.units[unit].mode;
      if (mode == TransactionMode::kDefault) mode = migration.mode;
      transaction.BeginUnit(WrappingOf(history.framework, mode),
                            SendingOf(history.framework), file.units[unit].ups,
                            migration.TimeOf(statement.first_op));
    }
    for (uint32_t i = 0; i < statement.op_count; ++i) {
      uint32_t index = statement.first_op + i;
      Time time = migration.TimeOf(index);
      f(Step{*file.ops[index], index, time, transaction});
      transaction.After(*file.ops[index], time);
    }
  }
}

// The moments of a migration that goes up, in order, made once for all that
// ask. They belong to one thread.
class Moments {
 public:
  Moments(const History& history, const Migration& migration);
  Moments(const Moments&) = delete;
  Moments& operator=(const Moments&) = delete;

  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }
  // Calls f(const Moment&) for each whose op is of the kinds T, in order. The
  // others are not even looked at.
  template <class... T, class F>
  void EachOf(F f) const {
    EachPlaceOf<T...>(kinds_, [&](size_t at) { f(all_[at]); });
  }
  std::span<const OpKind> kinds() const { return kinds_; }
  // Whether any op runs inside a transaction.
  bool AnyInTransaction() const { return any_in_transaction_; }
  const History& history() const { return history_; }
  const Migration& migration() const { return migration_; }
  const Settings& last_settings() const { return settings_.back(); }

 private:
  const History& history_;
  const Migration& migration_;
  std::deque<Settings> settings_;       // one more after each change
  std::vector<RefusalCache> refusals_;  // by statement
  std::vector<Moment> all_;
  std::vector<OpKind> kinds_;  // of the op of each
  bool any_in_transaction_ = false;
};

// Calls f(const Op&, const Moment&) for each of them.
template <class F>
void ForEachMoment(const Moments& moments, F f) {
  for (const Moment& moment : moments) f(moment.op, moment);
}
// The same, each moment made for this call alone.
template <class F>
void ForEachMoment(const History& history, const Migration& migration, F f) {
  Settings settings(history.settings.session_settings);
  RefusalCache refusal;
  uint32_t statement = UINT32_MAX;
  EachStep(history, migration, [&](const Step& step) {
    const Op& op = step.op;
    if (op.statement != statement) refusal = {};
    statement = op.statement;
    f(op, Moment{history, migration, *migration.up, op, step.index, step.time,
                 history.catalog.At(step.time), settings, step.transaction,
                 refusal});
    settings.After(op, step.transaction.InTransaction());
  });
}

}  // namespace interlock::sql
