// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock::reporters {

// How many terminal columns a character takes: 0, 1 or 2.
uint32_t DisplayWidth(uint32_t code_point);
uint32_t DisplayWidth(std::string_view text);

// A source line, or the part of it around a mark, as a terminal shows it: tabs
// become spaces, control characters and log commands become visible.
struct ShownLine {
  std::string text;
  // Columns in `text` that the mark covers; end is exclusive.
  uint32_t mark_begin = 0;
  uint32_t mark_end = 0;
};

// Which part of a marked line to keep when it is too long for the width.
enum class Focus : uint8_t { kMarkBegin, kMarkEnd };

// `begin` and `end` are byte offsets into `line`. What is cut off at either
// side is replaced by "...". Costs no more than the part that is shown.
ShownLine ShowLine(std::string_view line, uint32_t begin, uint32_t end,
                   uint32_t width, Focus focus);

}  // namespace interlock::reporters
