// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/markdown_lines.h"

#include <algorithm>

#include "core/text.h"

namespace interlock {
namespace {

constexpr uint32_t kTabStop = 4;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

uint32_t CountLeading(std::string_view words, char c) {
  size_t count = words.find_first_not_of(c);
  return static_cast<uint32_t>(count == std::string_view::npos ? words.size()
                                                               : count);
}

bool EndsWord(std::string_view words, size_t at) {
  return at >= words.size() || IsBlank(words[at]);
}

}  // namespace

Span TrimSpan(std::string_view text, Span span) {
  while (span.begin < span.end && IsAsciiSpace(text[span.begin])) ++span.begin;
  while (span.end > span.begin && IsAsciiSpace(text[span.end - 1])) --span.end;
  return span;
}

MarkdownLine ReadMarkdownLine(std::string_view text, uint32_t begin) {
  size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  MarkdownLine line{};
  line.span = {begin, static_cast<uint32_t>(end)};
  line.words = TrimSpan(text, line.span);
  for (uint32_t i = begin; i < line.words.begin; ++i) {
    line.indent += text[i] == '\t' ? kTabStop - line.indent % kTabStop : 1;
  }
  return line;
}

MarkdownLine RestOfLine(std::string_view text, const MarkdownLine& line,
                        uint32_t offset) {
  MarkdownLine rest = line;
  rest.words = TrimSpan(text, {offset, line.words.end});
  rest.indent += rest.words.begin - line.words.begin;
  return rest;
}

uint32_t NextLine(std::string_view text, const MarkdownLine& line) {
  uint32_t at = line.span.end;
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  return at;
}

uint32_t HeadingLevel(std::string_view words) {
  uint32_t level = CountLeading(words, '#');
  if (level == 0 || level > 6) return 0;
  return EndsWord(words, level) ? level : 0;
}

Span HeadingText(std::string_view text, Span words) {
  Span span = words;
  while (span.begin < span.end && text[span.begin] == '#') ++span.begin;
  span = TrimSpan(text, span);
  uint32_t end = span.end;
  while (end > span.begin && text[end - 1] == '#') --end;
  // Closing marks stand apart from the words.
  if (end == span.begin || IsBlank(text[end - 1])) span.end = end;
  return TrimSpan(text, span);
}

uint32_t UnderlineLevel(std::string_view words) {
  if (words.empty()) return 0;
  if (words[0] != '=' && words[0] != '-') return 0;
  if (CountLeading(words, words[0]) != words.size()) return 0;
  return words[0] == '=' ? 1 : 2;
}

bool IsThematicBreak(std::string_view words) {
  if (words.empty()) return false;
  char mark = words[0];
  if (mark != '-' && mark != '*' && mark != '_') return false;
  size_t count = 0;
  for (char c : words) {
    if (c == mark) {
      ++count;
    } else if (!IsBlank(c)) {
      return false;
    }
  }
  return count >= 3;
}

bool IsTableDelimiter(std::string_view words) {
  return words.find('-') != std::string_view::npos &&
         words.find('|') != std::string_view::npos &&
         words.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::optional<ListMark> FindListMark(std::string_view words) {
  if (words.empty()) return std::nullopt;
  if (words[0] == '-' || words[0] == '*' || words[0] == '+') {
    if (EndsWord(words, 1)) return ListMark{1};
    return std::nullopt;
  }
  size_t digits = 0;
  while (digits < words.size() && digits < 10 && IsDigit(words[digits])) {
    ++digits;
  }
  if (digits == 0 || digits > 9 || digits >= words.size()) return std::nullopt;
  if (words[digits] != '.' && words[digits] != ')') return std::nullopt;
  if (!EndsWord(words, digits + 1)) return std::nullopt;
  return ListMark{static_cast<uint32_t>(digits + 1)};
}

std::optional<Fence> FindFence(std::string_view text, Span words) {
  std::string_view all = words.In(text);
  if (all.empty() || (all[0] != '`' && all[0] != '~')) return std::nullopt;
  uint32_t length = CountLeading(all, all[0]);
  if (length < 3) return std::nullopt;
  Span info = TrimSpan(text, {words.begin + length, words.end});
  bool inline_code = info.In(text).find('`') != std::string_view::npos;
  if (all[0] == '`' && inline_code) return std::nullopt;
  return Fence{all[0], length, info};
}

bool ClosesFence(const Fence& fence, std::string_view words) {
  return words.size() >= fence.length &&
         CountLeading(words, fence.mark) == words.size();
}

}  // namespace interlock
