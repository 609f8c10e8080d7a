// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/sql/timeline.h"

// Conditions on single columns, as far as one can follow from another: AND, OR
// and comparisons of a column with a literal.
namespace interlock::sql {

enum class Comparison : uint8_t {
  kLess,
  kLessEqual,
  kEqual,
  kGreaterEqual,
  kGreater,
  kNotEqual,
  kIsNull,
  kIsNotNull,
};

// How literals of a column compare.
enum class LiteralOrder : uint8_t {
  kSame,     // equal texts are equal; nothing else is known
  kText,     // different texts differ, too
  kInteger,  // by value; a column beside 10.0 is another expression
  kNumber,   // by value
  kMoment,   // dates and times of the form 2024-01-31 10:20:30
};

struct Atom {
  std::string_view column;  // "": not understood, and `literal` is its text
  Comparison comparison = Comparison::kEqual;
  std::string_view literal;  // without its quotes
  bool plain = true;         // the column stands without quotes: case is folded
  bool as_text = false;      // (column)::text
};

// A condition in one list: after each AND and OR come its parts.
struct Formula {
  enum class Kind : uint8_t { kAtom, kAnd, kOr };
  struct Node {
    Kind kind = Kind::kAtom;
    uint32_t size = 1;  // nodes, this one counted
    Atom atom;
  };
  std::vector<Node> nodes;
};

// Reads a condition. What it does not understand becomes an atom without a
// column. Bounded in depth and in size.
Formula ReadFormula(std::string_view text);

// The literal that a text is, casts and all; false for anything else.
bool ReadLiteral(std::string_view text, std::string_view* out);

// Whether the server sees that rows which do not make `known` false do not
// make all of `wanted`, which are joined by OR and about one column, false.
Answer Implies(const Formula& known, std::span<const Atom> wanted,
               LiteralOrder order);

}  // namespace interlock::sql
