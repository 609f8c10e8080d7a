// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/exceptions/exceptions.h"
#include "core/line_index.h"
#include "parsers/tree.h"

namespace interlock::exceptions {

// What the comments beside an entry say: `# expires: 2026-01-01`,
// `# approver: ...`, `# reason: ...`, or plain words. It is how a format
// without such fields is told.
struct Notes {
  Field expires;
  Field approver;
  Field reason;  // plain words when no comment says `reason:`

  // Takes one comment in, its mark (# or //) included.
  void Add(const Source& source, Span comment);
};

// Fills the fields of an entry that it does not state itself.
void Complete(Exception& entry, const Notes& notes);

// Finds the comments of an entry: those on its lines, and those directly
// above it that have their lines for themselves.
class NoteFinder {
 public:
  NoteFinder(const Source& source, const Document& tree);
  Notes For(Span entry) const;
  // Only those above it.
  Notes Above(Span entry) const;
  // Whether one begins on the line after the other.
  bool Adjoin(Span first, Span second) const {
    return LineOf(first.begin) + 1 == LineOf(second.begin);
  }

 private:
  // The first of the comments above a line, by index.
  size_t FirstAbove(uint32_t line) const;
  Notes Gather(size_t begin, size_t end) const;
  uint32_t LineOf(uint32_t offset) const {
    return lines_.Locate(offset, ColumnUnit::kUtf8).line;
  }

  const Source& source_;
  const Document& tree_;
  LineIndex lines_;
  std::vector<uint32_t> comment_lines_;  // parallel to tree_.comments
};

}  // namespace interlock::exceptions
