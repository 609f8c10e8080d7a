// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "parsers/sql/lexer.h"
#include "parsers/sql/op.h"

// The structure of PL/pgSQL code, as far as it takes to find the SQL in it and
// to say when each statement runs. The server's own parser of the language
// gives line numbers alone, so this is a scanner of ours over the lexer.
// Linear; nesting is kept on a stack of its own.
namespace interlock::sql {

// What an IF asks the server's catalog before it goes on.
enum class GuardKind : uint8_t { kNone, kAbsent, kPresent };
struct CodeGuard {
  GuardKind kind = GuardKind::kNone;
  std::vector<Span> literals;  // the strings of the condition, quotes included
};

// One SQL statement of the code.
struct CodePiece {
  Span span;                 // without the ';'; of a string: inside its quotes
  Span blank;                // "INTO x, y", which is no SQL
  bool perform = false;      // begins with PERFORM in SELECT's place
  bool from_string = false;  // EXECUTE '...'
  // The strings of an EXECUTE are put together by blanking what is between.
  std::vector<Span> seams;
  Condition condition = Condition::kAlways;
  uint32_t guard = 0;   // of the branch: into guards; 0 is none
  uint32_t branch = 0;  // pieces of one branch have the same number
  // The block whose handler takes an error that is an answer; kGuarded then.
  bool handled = false;
};

struct CodeShape {
  std::vector<CodePiece> pieces;  // in source order
  std::vector<Span> dynamic;
  std::vector<CodeGuard> guards;  // [0] is none
  bool readable = false;
  bool commits = false;
};

CodeShape ScanPlpgsql(std::string_view text, Span body);

}  // namespace interlock::sql
