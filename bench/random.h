// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace interlock::bench {

// SplitMix64: the same numbers for a seed on every machine and library, which
// the distributions of <random> do not promise.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  // In [0, bound); a bias of bound / 2^64 does not matter here.
  size_t Below(size_t bound) { return bound == 0 ? 0 : Next() % bound; }
  // In [low, high].
  size_t Between(size_t low, size_t high) {
    return low + Below(high - low + 1);
  }
  bool Percent(size_t percent) { return Below(100) < percent; }
  std::string_view Of(std::span<const std::string_view> words) {
    return words[Below(words.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace interlock::bench
