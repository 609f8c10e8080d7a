// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace interlock::workflow {

// GitHub's filter patterns taken apart: for matching one text, and for asking
// what all texts together do.
enum class Repeat : uint8_t { kOnce, kOptional, kOneOrMore, kAnyNumber };

// One unit of a pattern: which bytes it takes, and how often.
struct FilterUnit {
  std::bitset<256> bytes;
  Repeat repeat = Repeat::kOnce;
  bool folders = false;  // "**/": nothing, or anything that ends in a slash
};
std::vector<FilterUnit> UnitsOf(std::string_view pattern);

}  // namespace interlock::workflow
