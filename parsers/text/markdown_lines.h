// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/span.h"

namespace interlock {

// One line of a Markdown page and what it could begin.
struct MarkdownLine {
  Span span;        // without its break
  Span words;       // without the white space around it
  uint32_t indent;  // columns before its words; a tab goes to the next 4th
  bool blank() const { return words.empty(); }
};

struct ListMark {
  uint32_t size;  // of the mark itself
};

struct Fence {
  char mark;
  uint32_t length;
  Span info;
};

// The line that begins at `begin`.
MarkdownLine ReadMarkdownLine(std::string_view text, uint32_t begin);
// The same line from `offset` on, as if what is before it were indentation.
MarkdownLine RestOfLine(std::string_view text, const MarkdownLine& line,
                        uint32_t offset);
// Where the line after this one begins.
uint32_t NextLine(std::string_view text, const MarkdownLine& line);

uint32_t HeadingLevel(std::string_view words);  // 0 when it is none
Span HeadingText(std::string_view text, Span words);
// 1 for ===, 2 for ---, 0 for anything else.
uint32_t UnderlineLevel(std::string_view words);
bool IsThematicBreak(std::string_view words);
bool IsTableDelimiter(std::string_view words);
std::optional<ListMark> FindListMark(std::string_view words);
std::optional<Fence> FindFence(std::string_view text, Span words);
bool ClosesFence(const Fence& fence, std::string_view words);
Span TrimSpan(std::string_view text, Span span);

}  // namespace interlock
