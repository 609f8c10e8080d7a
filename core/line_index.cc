// SPDX-License-Identifier: Apache-2.0
#include "core/line_index.h"

#include <algorithm>

#include "core/utf8.h"

namespace interlock {

namespace {

constexpr size_t kNone = std::string_view::npos;

// Finds line ends in rising order. It remembers the next LF and the next CR,
// so that each byte is searched once for each, whatever the mix of them.
class BreakFinder {
 public:
  explicit BreakFinder(std::string_view text)
      : text_(text), lf_(text.find('\n')), cr_(text.find('\r')) {}

  // Where the line after the one that holds `from` begins; kNone in the last.
  size_t NextLine(size_t from) {
    if (lf_ != kNone && lf_ < from) lf_ = text_.find('\n', from);
    if (cr_ != kNone && cr_ < from) cr_ = text_.find('\r', from);
    size_t at = std::min(lf_, cr_);
    if (at == kNone) return kNone;
    return at == cr_ && lf_ == cr_ + 1 ? at + 2 : at + 1;
  }

 private:
  std::string_view text_;
  size_t lf_;
  size_t cr_;
};

// In blocks whose count fits a byte, so that many bytes are compared at once.
uint32_t CountLineFeeds(std::string_view text) {
  constexpr size_t kBlock = 128;
  uint32_t count = 0;
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) {
    uint8_t some = 0;
    for (size_t i = 0; i < kBlock; ++i) some += text[i] == '\n';
    count += some;
  }
  for (char c : text) count += c == '\n';
  return count;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  if (text.starts_with(kByteOrderMark)) {
    first_ = static_cast<uint32_t>(kByteOrderMark.size());
  }
  marks_.reserve(text.size() / kStride + 1);
  if (text.find('\r') == kNone) {
    MarkUnixLines();
    return;
  }
  BreakFinder breaks(text);
  size_t start = first_;
  while (true) {
    size_t next = breaks.NextLine(start);
    MarkLine(static_cast<uint32_t>(start), std::min(next, text.size() + 1));
    if (next == kNone) return;
    ++line_count_;
    start = next;
  }
}

void LineIndex::MarkUnixLines() {
  Mark mark{first_, 1, first_, 0, 0};
  auto go_to_line_of = [&](size_t offset) {
    std::string_view passed = text_.substr(mark.offset, offset - mark.offset);
    uint32_t lines = CountLineFeeds(passed);
    if (lines == 0) return;
    auto start = mark.offset + static_cast<uint32_t>(passed.rfind('\n')) + 1;
    mark = {start, mark.line + lines, start, 0, 0};
  };
  for (size_t due = 0; due <= text_.size(); due += kStride) {
    size_t stop = std::clamp<size_t>(due, first_, text_.size());
    go_to_line_of(stop);
    AddMark(mark, stop);
  }
  go_to_line_of(text_.size());
  line_count_ = mark.line;
}

void LineIndex::MarkLine(uint32_t start, size_t next) {
  Mark mark{start, line_count_, start, 0, 0};
  for (size_t due; (due = marks_.size() * kStride) < next;) {
    AddMark(mark, std::min(std::max<size_t>(due, start), text_.size()));
  }
}

void LineIndex::AddMark(Mark& mark, size_t stop) {
  CharCount count = CountChars(text_, mark.offset, stop);
  mark.code_points += count.code_points;
  mark.utf16_units += count.utf16_units;
  mark.offset = static_cast<uint32_t>(stop);
  if (count.end != stop) {
    // In the middle of a character: the mark stands after it.
    Decoded decoded = DecodeUtf8(text_, count.end);
    mark.offset = static_cast<uint32_t>(count.end + decoded.length);
    mark.code_points += 1;
    mark.utf16_units += Utf16Units(decoded.code_point);
  }
  marks_.push_back(mark);
}

const LineIndex::Mark& LineIndex::MarkBefore(uint32_t offset) const {
  size_t at = std::min<size_t>(offset / kStride, marks_.size() - 1);
  if (at > 0 && marks_[at].offset > offset) --at;
  return marks_[at];
}

Position LineIndex::Locate(uint32_t offset, ColumnUnit unit) const {
  offset = std::clamp(offset, first_, static_cast<uint32_t>(text_.size()));
  bool inside_crlf = offset > first_ && offset < text_.size() &&
                     text_[offset] == '\n' && text_[offset - 1] == '\r';
  if (inside_crlf) --offset;
  Mark at = MarkBefore(offset);
  uint32_t from = at.offset;
  BreakFinder breaks(text_.substr(from, offset - from));
  for (size_t next = 0; (next = breaks.NextLine(next)) != kNone;) {
    uint32_t start = from + static_cast<uint32_t>(next);
    at = {start, at.line + 1, start, 0, 0};
  }
  if (unit == ColumnUnit::kUtf8) {
    return {at.line, offset - at.line_start + 1};
  }
  CharCount count = CountChars(text_, at.offset, offset);
  return {at.line, unit == ColumnUnit::kUtf16
                       ? at.utf16_units + count.utf16_units + 1
                       : at.code_points + count.code_points + 1};
}

uint32_t LineIndex::Offset(Position position, ColumnUnit unit) const {
  if (position.line > line_count_) return static_cast<uint32_t>(text_.size());
  Span line = Line(position.line);
  uint32_t wanted = std::max(position.column, 1u) - 1;
  if (unit == ColumnUnit::kUtf8) {
    return line.begin + std::min(wanted, line.size());
  }
  auto units = [&](const Mark& mark) {
    return unit == ColumnUnit::kUtf16 ? mark.utf16_units : mark.code_points;
  };
  // The last mark of this line that is not past the column.
  auto after =
      std::partition_point(marks_.begin(), marks_.end(), [&](const Mark& mark) {
        return mark.line_start < line.begin ||
               (mark.line_start == line.begin && units(mark) <= wanted);
      });
  uint32_t offset = line.begin;
  uint32_t passed = 0;
  if (after != marks_.begin() && after[-1].line_start == line.begin) {
    offset = after[-1].offset;
    passed = units(after[-1]);
  }
  while (offset < line.end && passed < wanted) {
    Decoded decoded = DecodeUtf8(text_, offset);
    uint32_t step =
        unit == ColumnUnit::kUtf16 ? Utf16Units(decoded.code_point) : 1;
    // The middle of a surrogate pair is no place: its start is.
    if (passed + step > wanted) break;
    passed += step;
    offset += decoded.length;
  }
  return std::min(offset, line.end);
}

Span LineIndex::Line(uint32_t line) const {
  line = std::clamp(line, 1u, line_count_);
  auto reached =
      std::partition_point(marks_.begin(), marks_.end(),
                           [&](const Mark& mark) { return mark.line < line; });
  uint32_t begin;
  if (reached != marks_.end() && reached->line == line) {
    begin = reached->line_start;
  } else {
    // It begins and ends between two marks. Line 1 always has a mark.
    uint32_t from = reached[-1].offset;
    size_t to = reached == marks_.end() ? text_.size() : reached->offset;
    BreakFinder breaks(text_.substr(from, to - from));
    size_t next = 0;
    for (uint32_t at = reached[-1].line; at < line; ++at) {
      next = breaks.NextLine(next);
    }
    begin = from + static_cast<uint32_t>(next);
  }
  auto passed =
      std::partition_point(reached, marks_.end(),
                           [&](const Mark& mark) { return mark.line == line; });
  uint32_t end = begin;
  if (passed != marks_.begin()) end = std::max(end, passed[-1].offset);
  while (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') ++end;
  // A mark may stand between the two bytes of a CRLF.
  if (end > begin && end < text_.size() && text_[end] == '\n' &&
      text_[end - 1] == '\r') {
    --end;
  }
  return {begin, end};
}

}  // namespace interlock
