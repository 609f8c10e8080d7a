// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/templates.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::config {
namespace {

constexpr std::string_view kPlaceholders[] = {
    "tbd", "todo", "fixme", "...", "xxx", "-", "_", "n.n.", "fill in", "?"};

bool Encloses(std::string_view words, char open, char close) {
  return words.front() == open && words.find(close) == words.size() - 1;
}

// A row between bars: its cells say something, and it is no ruler.
bool IsAnsweredRow(std::string_view row) {
  size_t said = 0;
  for (std::string_view cell : Split(row, '|')) {
    std::string_view words = Trim(cell);
    bool ruler = words.find_first_not_of("-: ") == std::string_view::npos;
    if (!ruler && !IsHint(words)) ++said;
  }
  return said >= 2;
}

}  // namespace

bool IsHint(std::string_view words) {
  words = Trim(words);
  while (words.ends_with('.') && words != "...") words.remove_suffix(1);
  if (words.empty()) return true;
  if (Encloses(words, '(', ')') || Encloses(words, '<', '>') ||
      Encloses(words, '[', ']')) {
    return true;
  }
  std::string lower = AsciiLower(words);
  return std::ranges::find(kPlaceholders, lower) != std::end(kPlaceholders);
}

PageState StateOf(const Source& source, std::span<const MarkdownBlock> blocks) {
  PageState state;
  bool in_table = false;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const MarkdownBlock& block = blocks[i];
    std::string_view words = Trim(source.Text(block.text));
    bool row = block.kind == BlockKind::kTableRow;
    bool head = row && !in_table;
    in_table = row;
    if (words.empty() || block.kind == BlockKind::kHeading) continue;
    if (row) {
      if (!head && IsAnsweredRow(words)) ++state.answers;
      continue;
    }
    size_t colon = words.find(':');
    bool label =
        block.kind == BlockKind::kListItem && colon != std::string_view::npos;
    std::string_view answer = label ? words.substr(colon + 1) : words;
    // "Steps:" above a deeper list is answered by that list.
    bool above = label && Trim(answer).empty() && i + 1 < blocks.size() &&
                 blocks[i + 1].kind == BlockKind::kListItem &&
                 blocks[i + 1].level > block.level;
    if (above) continue;
    if (!IsHint(answer)) {
      ++state.answers;
    } else if (state.open++ == 0) {
      state.first_open = block.span;
    }
  }
  return state;
}

}  // namespace interlock::config
