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
  BlockKind kind = BlockKind::kText;
  uint8_t level = 0;  // heading level, or nesting depth of a list item
  Span span;          // the whole block, its marks included
  // Its words: heading text, item text, code body, a row between its outer
  // bars. A text of several lines is one span. An HTML comment is a kText
  // block with no words, so that a template's hints are not taken for answers.
  Span text;
  std::string_view info;  // a code block's info string; "yaml" front matter
  bool checked = false;   // a task list item's [x]
  bool checkbox = false;
};

// The blocks in order. Never fails: anything else is text. Linear time.
std::vector<MarkdownBlock> ParseMarkdown(const Source& source);

}  // namespace interlock
