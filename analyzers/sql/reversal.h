// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/span.h"
#include "parsers/sql/sql_file.h"

// Whether a down gives back the schema that its up found: both are applied to
// a SchemaState, the outcome is compared, and all is taken back again.
namespace interlock::sql {

struct History;
struct Migration;

enum class Reversal : uint8_t {
  kLossless,      // the schema is as it was, and so are the rows
  kLossy,         // the schema is as it was; rows or values are gone
  kIrreversible,  // the schema is not as it was, or nothing goes down
  kUnknown,
};
std::string_view NameOf(Reversal reversal);  // "lossless"

enum class DownState : uint8_t { kPresent, kMissing, kEmpty, kUnreadable };

struct SchemaDifference {
  enum class Kind : uint8_t {
    kLeftOver,   // made by the up, still there
    kLost,       // was there before, gone
    kDifferent,  // back, but not as it was
    kEmptied,    // dropped and made anew: what it held is gone
    kMoved,      // a column that is last now; only a note
  };
  Kind kind;
  std::string what;    // "index orders_i"
  std::string detail;  // "default: 0 before, nothing after"
};
std::string_view NameOf(SchemaDifference::Kind kind);  // "left over"

// A statement of the down that may fail on rows that came after the up.
struct RiskyStatement {
  const Op* op;
  std::string why;  // "rows written since may hold nulls in a"
};

struct ReversalVerdict {
  const Migration* migration = nullptr;
  Reversal verdict = Reversal::kUnknown;
  DownState down = DownState::kPresent;
  bool proven = false;  // false: nobody asked, nothing below is filled in
  std::string doubt;    // why it is not known
  std::vector<SchemaDifference> differences;
  std::vector<RiskyStatement> risky;
  // Up, down and up again give the same as up alone; false when they do not.
  bool stable = true;
  // "-- rollback: lossy reason" in the migration or its down.
  bool declared_lossy = false;
  std::string reason;
  // Rows that the up removes or overwrites and the down does not bring back.
  std::vector<std::string> lost_rows;
};

// Whose way back somebody wants to know of: a proof costs as much as several
// replays of the migration.
using IsAsked = std::function<bool(const Migration&)>;

// One for each migration that is SQL; empty when the history has no downs.
std::vector<ReversalVerdict> VerdictsOf(
    const History& history, std::span<const SqlFile* const> baselines,
    const IsAsked& asked);

}  // namespace interlock::sql
