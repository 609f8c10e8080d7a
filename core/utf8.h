// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock {

inline constexpr uint32_t kReplacement = 0xFFFD;
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Decoded {
  uint32_t code_point;  // kReplacement when the bytes are not UTF-8
  uint32_t length;      // bytes taken, at least 1
  bool valid;
};

// Decodes the character at `offset`, which must lie inside the text. What is
// ill-formed (overlong, a surrogate, above U+10FFFF, cut short) takes its
// maximal subpart, as the WHATWG decoder does.
Decoded DecodeUtf8(std::string_view text, size_t offset);

constexpr uint32_t Utf16Units(uint32_t code_point) {
  return code_point > 0xFFFF ? 2 : 1;
}

struct CharCount {
  uint32_t code_points = 0;
  uint32_t utf16_units = 0;
  size_t end = 0;  // where the last character that counted ends
};

// How many characters begin and end in text[begin, end). `begin` must be the
// start of one. Fast on ASCII.
CharCount CountChars(std::string_view text, size_t begin, size_t end);

// What is no Unicode scalar value is appended as U+FFFD.
void AppendUtf8(uint32_t code_point, std::string& out);

// The offset of the first invalid byte, or npos.
size_t FindInvalidUtf8(std::string_view text);

// The text with each ill-formed part replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

}  // namespace interlock
