// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/effects.h"
#include "analyzers/sql/transactions.h"

// What one whole statement does to a running server: the effects of all its
// ops, put together for each relation and index that it touches.
namespace interlock::sql {

// What a statement meets. `view` is the state just before its first op; each
// further op happens one moment later.
struct Encounter {
  View view;
  int pg_version;
  const Settings& settings;
  const TransactionState& transaction;
  Time file_begin = kBeforeAll;  // relations younger than that may be empty
};

struct StatementEffects {
  // Each relation once: the strongest lock first, then the longest work.
  std::vector<RelationEffect> relations;
  std::vector<IndexEffect> indexes;  // each once
  bool known = true;                 // false: it may do more than is listed
  Loss loss = Loss::kNothing;
  InTransaction in_transaction = InTransaction::kAllowed;
  // The strongest lock on what others can see, and the longest work while they
  // wait. Tables of the same transaction and empty ones keep nobody waiting.
  Lock blocking = Lock::kNone;
  Work duration = Work::kInstant;
};

StatementEffects EffectsOf(std::span<const Op* const> statement,
                           const Encounter& at);

// The relation gets a new file; it or an index of it is read from end to end.
bool Rewrites(const RelationEffect& effect);
bool Scans(const RelationEffect& effect);

// As the server prints it: with its schema unless the name alone finds it.
std::string ShownName(const View& view, const Relation& relation);
std::string ShownName(const View& view, const RelationEffect& effect);

}  // namespace interlock::sql
