// SPDX-License-Identifier: Apache-2.0
#include "reporters/display.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/utf8.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

constexpr uint32_t kTabStop = 4;
constexpr std::string_view kCut = "...";
constexpr uint32_t kCutWidth = 3;

struct Range {
  uint32_t first;
  uint32_t last;
};

// Blocks of East Asian wide characters and of emoji shown as pictures.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},
    Range{0x23E9, 0x23EC},   Range{0x23F0, 0x23F0},   Range{0x23F3, 0x23F3},
    Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},   Range{0x2648, 0x2653},
    Range{0x267F, 0x267F},   Range{0x2693, 0x2693},   Range{0x26A1, 0x26A1},
    Range{0x26AA, 0x26AB},   Range{0x26BD, 0x26BE},   Range{0x26C4, 0x26C5},
    Range{0x26CE, 0x26CE},   Range{0x26D4, 0x26D4},   Range{0x26EA, 0x26EA},
    Range{0x26F2, 0x26F3},   Range{0x26F5, 0x26F5},   Range{0x26FA, 0x26FA},
    Range{0x26FD, 0x26FD},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},
    Range{0x2728, 0x2728},   Range{0x274C, 0x274C},   Range{0x274E, 0x274E},
    Range{0x2753, 0x2755},   Range{0x2757, 0x2757},   Range{0x2795, 0x2797},
    Range{0x27B0, 0x27B0},   Range{0x27BF, 0x27BF},   Range{0x2B1B, 0x2B1C},
    Range{0x2B50, 0x2B50},   Range{0x2B55, 0x2B55},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18DFF}, Range{0x1AFF0, 0x1B2FF},
    Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF}, Range{0x1F18E, 0x1F18E},
    Range{0x1F191, 0x1F19A}, Range{0x1F200, 0x1F265}, Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F7E0, 0x1F7F0}, Range{0x1F900, 0x1F9FF},
    Range{0x1FA70, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

// Combining marks, joiners and variation selectors.
constexpr std::array kZero = {
    Range{0x0300, 0x036F},  Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
    Range{0x0610, 0x061A},  Range{0x064B, 0x065F}, Range{0x0900, 0x0902},
    Range{0x0E34, 0x0E3A},  Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF},
    Range{0x1DC0, 0x1DFF},  Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F},  Range{0xFE20, 0xFE2F}, Range{0x1F3FB, 0x1F3FF},
    Range{0xE0100, 0xE01EF}};

template <size_t N>
bool In(const std::array<Range, N>& ranges, uint32_t code_point) {
  auto after = std::upper_bound(
      ranges.begin(), ranges.end(), code_point,
      [](uint32_t c, const Range& range) { return c < range.first; });
  return after != ranges.begin() && code_point <= after[-1].last;
}

// Most characters are what they look like, and one column wide.
bool IsPlain(char c) { return c >= ' ' && c < '\x7F' && c != '#'; }

struct Cell {
  std::string text;
  uint32_t width = 0;
  uint32_t bytes = 0;  // taken from the line
};

Cell CellAt(std::string_view line, uint32_t at, uint32_t column) {
  char c = line[at];
  if (c == '\t') {
    uint32_t width = kTabStop - column % kTabStop;
    return {std::string(width, ' '), width, 1};
  }
  if (c == '#' && IsLogCommand(line, at)) return {"\\x23", 4, 1};
  if (c >= ' ' && c < '\x7F') return {std::string(1, c), 1, 1};
  Decoded decoded = DecodeUtf8(line, at);
  std::string_view bytes = line.substr(at, decoded.length);
  std::string shown = Printable(bytes);
  uint32_t width = shown == bytes ? DisplayWidth(decoded.code_point)
                                  : static_cast<uint32_t>(shown.size());
  return {std::move(shown), width, decoded.length};
}

uint32_t PreviousCharacter(std::string_view line, uint32_t at) {
  uint32_t lowest = at > 4 ? at - 4 : 0;
  for (uint32_t i = at - 1; i > lowest; --i) {
    if ((static_cast<uint8_t>(line[i]) & 0xC0) != 0x80) return i;
  }
  return (static_cast<uint8_t>(line[lowest]) & 0xC0) != 0x80 ? lowest : at - 1;
}

// The offset `columns` columns to the left of `at`, or the line's start.
uint32_t StepLeft(std::string_view line, uint32_t at, uint32_t columns) {
  // Zero-width characters must not make the walk long.
  uint32_t steps_left = columns * 4;
  while (at > 0 && steps_left-- > 0) {
    uint32_t before = PreviousCharacter(line, at);
    uint32_t width = CellAt(line, before, 0).width;
    if (width > columns) break;
    columns -= width;
    at = before;
  }
  return at;
}

struct Window {
  ShownLine shown;
  bool whole = true;  // nothing was cut off at the right
  uint32_t end = 0;   // the offset after the last character shown
};

Window Render(std::string_view line, uint32_t from, uint32_t begin,
              uint32_t end, uint32_t width) {
  Window window;
  ShownLine& shown = window.shown;
  uint32_t column = 0;
  if (from > 0) {
    shown.text = kCut;
    column = kCutWidth;
  }
  shown.mark_begin = shown.mark_end = column;
  uint32_t at = from;
  // A line of zero-width characters is cut as well.
  uint32_t most = from + width * 8;
  while (at < line.size()) {
    Cell cell = IsPlain(line[at]) ? Cell{{}, 1, 1} : CellAt(line, at, column);
    bool last = at + cell.bytes >= line.size();
    uint32_t room = last ? width : width - kCutWidth;
    if (column + cell.width > room || at >= most) {
      window.whole = false;
      break;
    }
    if (at <= begin) shown.mark_begin = column;
    column += cell.width;
    if (at < end) shown.mark_end = column;
    if (cell.text.empty()) {
      shown.text.append(line, at, cell.bytes);
    } else {
      shown.text += cell.text;
    }
    at += cell.bytes;
  }
  window.end = at;
  if (at <= begin) shown.mark_begin = column;
  if (!window.whole) shown.text += kCut;
  shown.mark_end = std::max(shown.mark_end, shown.mark_begin);
  return window;
}

}  // namespace

uint32_t DisplayWidth(uint32_t code_point) {
  if (code_point < 0x300) return 1;
  if (In(kZero, code_point)) return 0;
  return In(kWide, code_point) ? 2 : 1;
}

uint32_t DisplayWidth(std::string_view text) {
  uint32_t width = 0;
  for (size_t at = 0; at < text.size();) {
    Decoded decoded = DecodeUtf8(text, at);
    width += DisplayWidth(decoded.code_point);
    at += decoded.length;
  }
  return width;
}

ShownLine ShowLine(std::string_view line, uint32_t begin, uint32_t end,
                   uint32_t width, Focus focus) {
  uint32_t size = static_cast<uint32_t>(line.size());
  begin = std::min(begin, size);
  end = std::clamp(end, begin, size);
  width = std::max(width, 20u);
  if (size <= width && std::ranges::all_of(line, IsPlain)) {
    return {std::string(line), begin, end};
  }
  uint32_t point = focus == Focus::kMarkBegin ? begin : end;
  Window window = Render(line, 0, begin, end, width);
  bool fits = window.whole || (window.end > point && window.end >= end) ||
              (focus == Focus::kMarkBegin && begin <= width / 3);
  if (fits) return std::move(window.shown);
  // The focus comes to stand at a third of the width, or at two thirds.
  uint32_t left = focus == Focus::kMarkBegin ? width / 3 : width * 2 / 3;
  uint32_t from = StepLeft(line, point, left - kCutWidth);
  return std::move(Render(line, from, begin, end, width).shown);
}

}  // namespace interlock::reporters
