// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "analyzers/sql/timeline.h"
#include "parsers/sql/ops.h"
#include "parsers/sql/sql_file.h"

// What shares a transaction: the framework's habit, its directives, and BEGIN
// and COMMIT written in the file.
namespace interlock::sql {

enum class Wrapping : uint8_t {
  kNone,      // each statement commits by itself
  kImplicit,  // the file is sent as one string: several statements share one
  kWrapped,   // the framework says BEGIN and COMMIT
};

// How a framework hands a unit to the server. The server runs several
// statements of one string in one transaction, whoever asked for none; after a
// COMMIT among them, the rest share the next.
enum class Sending : uint8_t { kEach, kWhole };

// Whether all migrations that are still to run share one transaction.
enum class Pending : uint8_t { kOneByOne, kTogether };

// How a directive that asks for no transaction is written, and where.
struct OptOut {
  std::string_view insertion;  // text that a fix can insert; empty: none
  std::string_view after;      // behind this marker; empty: at the file's top
  std::string_view help;       // how to opt out, as advice
};

// What the framework does with one unit of a file.
Wrapping WrappingOf(Framework framework, TransactionMode mode);
Sending SendingOf(Framework framework);
Pending PendingOf(Framework framework);
const OptOut& OptOutOf(Framework framework);

// The transaction that an op runs in. Kept by ForEachMoment, one per file.
class TransactionState {
 public:
  // Called when a unit begins: `statements` of it run in this direction.
  void BeginUnit(Wrapping wrapping, Sending sending, size_t statements,
                 Time time);
  void After(const Op& op, Time time);

  // Would a statement that refuses to run in a transaction be refused?
  bool InTransaction() const { return explicit_ || wrapped_; }
  // BEGIN was written and no COMMIT followed.
  bool Explicit() const { return explicit_; }
  const Op* begin() const { return begin_; }
  // The first moment of the transaction; outside of one, the op's own.
  Time since(Time now) const { return InTransaction() ? since_ : now; }
  // Counts transactions of the file: equal numbers share one.
  uint32_t serial() const { return serial_; }
  Wrapping wrapping() const { return wrapping_; }

 private:
  Wrapping wrapping_ = Wrapping::kNone;
  Sending sending_ = Sending::kEach;
  bool wrapped_ = false;
  bool explicit_ = false;
  const Op* begin_ = nullptr;
  Time since_ = kBeforeAll;
  uint32_t serial_ = 0;
};

}  // namespace interlock::sql
