// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "parsers/tree.h"

namespace interlock {

// The text with its comments and trailing commas made blank, so that it is
// plain JSON of the same length. Comments are recorded; one that is not
// closed is an error.
std::string CleanJson(std::string_view text, Document& doc);

// The same text with each number made a short one of the same length: for
// numbers that no double can hold.
std::string WithShortNumbers(std::string_view text);

// The end of the string that begins at `offset`, its quote included, or the
// text's end.
size_t JsonStringEnd(std::string_view text, size_t offset);
size_t JsonWordEnd(std::string_view text, size_t offset);

}  // namespace interlock
