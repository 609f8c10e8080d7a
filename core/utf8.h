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

// Decodes the character at `offset`, which must lie inside the text.
Decoded DecodeUtf8(std::string_view text, size_t offset);

constexpr uint32_t Utf16Units(uint32_t code_point) {
  return code_point > 0xFFFF ? 2 : 1;
}

void AppendUtf8(uint32_t code_point, std::string& out);

// The offset of the first invalid byte, or npos.
size_t FindInvalidUtf8(std::string_view text);

// The text with each ill-formed part replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

}  // namespace interlock
