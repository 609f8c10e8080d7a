// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "core/span.h"

namespace interlock {

enum class BlockKind : uint8_t { kHeading, kListItem, kText, kCode, kTableRow };

// One block of a Markdown page: enough structure to read a migration plan.
struct MarkdownBlock {
  BlockKind kind;
  uint8_t level = 0;  // heading level, or nesting depth of a list item
  Span span;          // the whole block, its marks included
  Span text;          // its words: heading text, item text, code body
  std::string_view info;  // a code block's info string
  bool checked = false;   // a task list item's [x]
  bool checkbox = false;
};

// Never fails: anything else is text.
std::vector<MarkdownBlock> ParseMarkdown(const Source& source);

}  // namespace interlock
