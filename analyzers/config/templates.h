// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "core/source.h"
#include "parsers/text/markdown.h"

namespace interlock::config {

// How much of a page has been written by somebody for this change.
struct PageState {
  size_t answers = 0;  // sentences, rows of a table, labels with an answer
  size_t open = 0;     // labels whose answer is missing or a hint
  Span first_open;
};
PageState StateOf(const Source& source, std::span<const MarkdownBlock> blocks);

// Whether the words only say what should stand here: "", "(low, high)",
// "<name>", "TBD", "...".
bool IsHint(std::string_view words);

}  // namespace interlock::config
