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

// Where the lines of one text begin. LF, CRLF and a lone CR each end a line.
// A byte order mark belongs to no column. An invalid byte sequence counts as
// one U+FFFD per maximal ill-formed part, as decoders replace it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  uint32_t line_count() const {
    return static_cast<uint32_t>(starts_.size());
  }
  Position Locate(uint32_t offset, ColumnUnit unit) const;
  // The offset of a 1-based position; past the line's end gives that end.
  uint32_t Offset(Position position, ColumnUnit unit) const;
  // The 1-based line's bytes without its line break.
  Span Line(uint32_t line) const;

 private:
  uint32_t LineOf(uint32_t offset) const;

  std::string_view text_;
  std::vector<uint32_t> starts_;
};

}  // namespace interlock
