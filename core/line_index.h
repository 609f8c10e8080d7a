// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace interlock {

// What a column counts. Text, JSON and CI formats count code points, SARIF and
// LSP count UTF-16 units, rdjson counts bytes.
enum class ColumnUnit : uint8_t { kCodePoints, kUtf16, kUtf8 };

// 1-based.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

// Where the lines of one text are. LF, CRLF and a lone CR each end a line, so
// a text has one line more than line ends. A byte order mark belongs to no
// column. An invalid byte sequence counts as one U+FFFD per maximal ill-formed
// part, as decoders replace it; in bytes, everything counts as it is.
//
// Neither many lines nor a long one is a problem: the index keeps a mark about
// every KiB (20 bytes each), so it is small, and each question walks at most
// the bytes between two marks. The text must outlive it and be smaller than
// 4 GiB.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  uint32_t line_count() const { return line_count_; }
  // Any offset: in a character it gives that character, between CR and LF the
  // line's end, past the end the end.
  Position Locate(uint32_t offset, ColumnUnit unit) const;
  // The offset of a 1-based position; past the line's end gives that end, past
  // the last line the text's end.
  uint32_t Offset(Position position, ColumnUnit unit) const;
  // The 1-based line's bytes without its line break and byte order mark.
  Span Line(uint32_t line) const;

 private:
  // What is known at one character's start (or the text's end). Mark i stands
  // at or just after i * kStride.
  struct Mark {
    uint32_t offset;
    uint32_t line;
    uint32_t line_start;
    uint32_t code_points;  // from line_start to offset
    uint32_t utf16_units;
  };
  static constexpr uint32_t kStride = 1024;

  // Where LF alone ends lines: what lies between two marks is counted at once.
  void MarkUnixLines();
  // Adds the marks due in the line that begins at `start`, the next one
  // beginning at `next`.
  void MarkLine(uint32_t start, size_t next);
  // At `stop`, or after the character it is in; `mark` lies before it on its
  // line.
  void AddMark(Mark& mark, size_t stop);
  const Mark& MarkBefore(uint32_t offset) const;

  std::string_view text_;
  std::vector<Mark> marks_;  // never empty
  uint32_t first_ = 0;       // the offset after the byte order mark
  uint32_t line_count_ = 1;
};

}  // namespace interlock
