// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "core/text.h"

// Code that is only skimmed: which words are in it.
namespace interlock::sql {

inline constexpr auto kWordBytes = [] {
  std::array<bool, 256> words{};
  for (size_t i = 0; i < words.size(); ++i) {
    char c = static_cast<char>(i);
    words[i] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
               c == '_' || c == '$' || i >= 0x80;
  }
  return words;
}();
constexpr bool IsWordByte(char c) {
  return kWordBytes[static_cast<unsigned char>(c)];
}

// Calls f with each word of the text, in order.
template <class F>
void EachWord(std::string_view text, F f) {
  size_t at = 0;
  while (at < text.size()) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    size_t begin = at;
    while (at < text.size() && IsWordByte(text[at])) ++at;
    f(text.substr(begin, at - begin));
  }
}

}  // namespace interlock::sql
