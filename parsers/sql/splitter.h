// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "parsers/sql/lexer.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// Cuts text into statements without parsing it: for files that the grammar
// refuses as a whole, and for files too big to hold as one tree. Knows what
// psql and the migration tools put between statements. Linear.
class Splitter {
 public:
  struct Piece {
    enum class Kind : uint8_t { kStatement, kPsqlCommand, kCopyData, kEnd };
    Kind kind = Kind::kEnd;
    Span span;  // blanks around it and the ';' left out
    // Where the next piece is looked for.
    uint32_t next = 0;
  };

  Splitter(std::string_view sql, Span range, std::string_view delimiter)
      : text_(sql.substr(0, range.end)),
        at_(range.begin),
        delimiter_(delimiter) {}

  Piece Next();
  // What was given last is a COPY whose rows may follow.
  bool AwaitsRows() const { return copy_data_follows_; }

 private:
  struct State;
  Piece Statement();
  bool Step(State& s);
  bool Comment(State& s);
  void Word(State& s);
  Piece PsqlLine();
  Piece CopyData();
  size_t LineEnd(size_t at) const;
  bool IsDelimiterLine(size_t at) const;

  std::string_view text_;
  size_t at_;
  std::string_view delimiter_;
  bool copy_data_follows_ = false;
};

}  // namespace interlock::sql
