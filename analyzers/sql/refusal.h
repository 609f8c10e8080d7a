// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/settings.h"
#include "analyzers/sql/transactions.h"
#include "parsers/sql/ops.h"

// Statements that the server will refuse, proven from the history: a type
// change under a view, a table that an earlier migration dropped. Nothing here
// guesses. What the catalog does not know for certain gives no refusal.
namespace interlock::sql {

// Why a statement fails, one for each reason that calls for another remedy.
enum class Cause : uint8_t {
#define INTERLOCK_REFUSAL(name, family) k##name,
#include "analyzers/sql/refusals.def"
#undef INTERLOCK_REFUSAL
};
std::string_view NameOf(Cause cause);  // "MissingObject"

enum class RefusalClass : uint8_t {
  kMissingObject,
  kDuplicateObject,
  kDependentObjects,
  kWrongKind,
  kInTransaction,
  kNotSupported,
  kData,
  kInvalidDefinition,
};
std::string_view NameOf(RefusalClass of);  // "dependent objects"
RefusalClass ClassOf(Cause cause);

enum class Certainty : uint8_t {
  kProven,
  kIfRowsExist,  // refused if the table holds a row
};

// What the proof rests on.
enum class Evidence : uint8_t {
  kSeen,     // what the history says itself
  kMissing,  // that no migration ever made the object
  kVersion,  // the server's version
};

struct Refusal {
  Cause cause;
  Certainty certainty = Certainty::kProven;
  Evidence evidence = Evidence::kSeen;
  std::string_view sqlstate;  // five characters, as the server sends it
  const Op* op = nullptr;     // of the statement, the one refused
  Span span;                  // in the op's file: the name or clause at fault
  std::string message;        // "column code of orders does not exist"
  std::string help;           // what to do, or ""
  // Another op that makes it fail: what created, dropped or uses the object.
  Time related = kNever;
  std::string_view related_note;  // "dropped here"
  std::string_view missing;       // kMissing: the name that nobody made
  bool undone = false;            // by another action of the same statement
};

// What a statement meets. `view` is the state just before its first op; each
// further op of it happens one moment later.
struct Situation {
  View view;
  int pg_version;
  const Settings& settings;
  const TransactionState& transaction;
  // The file's text up to the statement's end; literals are looked up there.
  // Without it, what depends on them is not known.
  std::string_view text = {};
};

// The first reason for which the server refuses the statement made of these
// ops; nothing when it may succeed, or when that is not known. Costs a lookup
// or two when there is none.
std::optional<Refusal> RefusalOf(std::span<const Op* const> statement,
                                 const Situation& at);

}  // namespace interlock::sql
