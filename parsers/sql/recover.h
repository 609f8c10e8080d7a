// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// Replaces what templates and psql put into SQL by names of the same length:
// ${x}, {{ x }}, $%X%$, [[x]], :x, :'x', :"x". Offsets stay what they were.
// `base` is the offset of piece[0] in the file. Not for text that the grammar
// takes as it is: ::"Role" is a cast, and arrays may have [[1],[2]].
bool ReplacePlaceholders(std::string& piece, uint32_t base,
                         std::vector<Foreign>& out);

// Where a new statement may begin inside a piece that does not parse: the
// first line at or after `from` that starts with a statement's first word.
// npos when there is none.
size_t NextStatementStart(std::string_view piece, size_t from);
// Whether a line of the text starts at `at` (blanks aside) with such a word.
bool StartsStatement(std::string_view piece, size_t at);

// What the grammar says, in words that help. `at` is an offset into the file.
SyntaxError ExplainError(std::string_view text, Span statement,
                         const std::string& message, uint32_t at);

}  // namespace interlock::sql
