// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/span.h"

namespace interlock {

// Steps over the parts of an HCL text without building anything. Every
// function takes an offset and gives the one after what stands there; none
// recurses, so hostile nesting costs memory that is linear in the text.

constexpr bool IsHclBlank(char c) { return c == ' ' || c == '\t'; }
bool IsHclName(char c);       // of letters, digits, '_' and '-'
bool IsHclNameStart(char c);  // a letter or '_'

// A quoted text whose opening quote stands at `at`. `closed` is false when the
// line or the file ends first; `plain` when it holds no template.
struct HclString {
  uint32_t end = 0;
  bool closed = false;
  bool plain = true;
};
HclString ScanHclString(std::string_view text, uint32_t at);

// Whether `<<NAME` or `<<-NAME` stands there, and where it ends: after its
// closing word. `body` is what lies between.
struct HclHeredoc {
  uint32_t end = 0;
  Span body;
  bool found = false;
  bool closed = false;
  bool indented = false;
  bool plain = true;
};
HclHeredoc ScanHclHeredoc(std::string_view text, uint32_t at);

// The end of a comment that begins there, or `at` when none does. A comment
// to the end of its line leaves the line break.
uint32_t SkipHclComment(std::string_view text, uint32_t at);

// The end of an expression that begins there: before a comma, a closing
// bracket or, when `lines` is kEnd, a line break that stands in no bracket.
enum class HclLines : uint8_t { kEnd, kContinue };
uint32_t SkipHclExpression(std::string_view text, uint32_t at, HclLines lines);

// The text of a quoted string or a here-document with its escapes resolved.
std::string DecodeHclString(std::string_view body);
std::string DecodeHclHeredoc(std::string_view text, const HclHeredoc& heredoc);

}  // namespace interlock
