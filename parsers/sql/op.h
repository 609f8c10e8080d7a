// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "core/span.h"
#include "parsers/sql/parts.h"

// SQL lowered to flat operations: what every operation shares. The operations
// themselves are in ops.h.
namespace interlock::sql {

enum class OpKind : uint8_t {
#define INTERLOCK_OP(name) k##name,
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
};
std::string_view NameOf(OpKind kind);  // "CreateIndex"

// Which kinds a file has at all, so that most rules need not walk it.
class KindSet {
 public:
  void Add(OpKind kind) { word(kind) |= Bit(kind); }
  bool Has(OpKind kind) const {
    return (words_[static_cast<size_t>(kind) / 64] & Bit(kind)) != 0;
  }

 private:
  static uint64_t Bit(OpKind kind) {
    return uint64_t{1} << (static_cast<size_t>(kind) % 64);
  }
  uint64_t& word(OpKind kind) { return words_[static_cast<size_t>(kind) / 64]; }

  uint64_t words_[4] = {};
};

// Whether an op of a code block is carried out when the block runs. Ops that
// stand in the text themselves are kAlways.
enum class Condition : uint8_t {
  kAlways,
  // As if it said IF [NOT] EXISTS: the block asks the server's catalog for the
  // object by its name first, or takes the error that it is there (gone)
  // already for an answer.
  kGuarded,
  // In the same branch as the guarded op before it: carried out exactly when
  // that one was not skipped.
  kWithGuarded,
  // Under another IF, in a loop, in an error handler, after a RETURN: what it
  // touches is unknown afterwards, not changed.
  kConditional,
};

// What all ops share. `span` is the clause to point at, tight: "ADD COLUMN x
// int", "DROP COLUMN x", or the statement's first words.
struct Op {
  OpKind kind;
  // What ALTER or DROP called the object: ALTER TABLE may name an index, a
  // view, a sequence. Set for ops of ALTER TABLE and its kin, RENAME and SET
  // SCHEMA; kTable for all others.
  ObjectKind written_as = ObjectKind::kTable;
  Condition condition = Condition::kAlways;
  // One of the ops that a DO block carries out. They follow their DoBlock in
  // SqlFile::ops and belong to its statement.
  bool in_block : 1 = false;
  bool only : 1 = false;                // ONLY before each table: children stay
  bool relation_if_exists : 1 = false;  // ALTER TABLE IF EXISTS
  // The text was put together from a constant string: its span is exact, but
  // may lie inside quotes.
  bool from_string : 1 = false;
  uint32_t statement = 0;  // index into SqlFile::statements
  Span span;
};
static_assert(sizeof(Op) == 16);

template <OpKind kKindOf>
struct OpOf : Op {
  static constexpr OpKind kKind = kKindOf;
};

// The op as T, or null when it is another.
template <class T>
const T* As(const Op& op) {
  return op.kind == T::kKind ? static_cast<const T*>(&op) : nullptr;
}

}  // namespace interlock::sql
