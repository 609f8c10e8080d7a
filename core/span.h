// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <string_view>

namespace interlock {

// A half-open range of byte offsets into one Source. Everything inside
// interlock counts bytes; lines and columns exist at the edge only.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool Contains(uint32_t offset) const {
    return begin <= offset && offset < end;
  }
  constexpr bool Overlaps(Span other) const {
    return begin < other.end && other.begin < end;
  }
  // The smallest span that covers both.
  constexpr Span Cover(Span other) const {
    return {std::min(begin, other.begin), std::max(end, other.end)};
  }
  std::string_view In(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace interlock
