// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// GitHub's filter patterns for branches, tags and paths: `*` stays within a
// part, `**` crosses parts, `?` and `+` repeat what stands before them, `[a-z]`
// is a set, `\` takes the next character literally. Work is bounded by the
// product of both lengths. A leading `!` is not looked at.
bool FilterPatternMatches(std::string_view pattern, std::string_view text);

// Whether a text passes a list in which later patterns win and `!` takes away.
bool FilterAccepts(const Filter& filter, std::string_view text);

// Whether a pattern of the list begins with `!`.
bool TakesAway(const Filter& filter);
// Whether a pattern can match more than one text.
bool IsWildcard(std::string_view pattern);
// Whether the list matches every text: it holds "**" and takes nothing away.
bool AcceptsEverything(const Filter& filter);

}  // namespace interlock::workflow
