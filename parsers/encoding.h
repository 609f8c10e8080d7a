// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/tree.h"

namespace interlock {

// Records a syntax error, up to kMaxSyntaxErrors of them.
void AddError(Document& doc, Span span, std::string message, std::string help);

// Refuses what no text format here allows: UTF-16, invalid UTF-8 and control
// characters. Records the first of them as an error and returns false.
bool CheckEncoding(Document& doc);

// Where the text begins: after its byte order mark, if it has one.
uint32_t TextStart(std::string_view text);

// A span for an error at `offset`: the word there, or nothing at the end of
// a line.
Span WordAt(std::string_view text, uint32_t offset);

// The words at an error, in quotes and safe to print: "'foo'", "the end of
// the line", "the end of the file".
std::string FoundAt(std::string_view text, uint32_t offset);

// The same for a span that is already known.
std::string FoundIn(std::string_view text, Span span);

}  // namespace interlock
