// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/text.h"

// Code that is only skimmed: which words are in it.
namespace interlock::sql {

constexpr bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
         c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
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
