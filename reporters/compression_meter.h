// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/seams.h"

namespace interlock::reporters {

// Passes bytes on and says how large they become when gzip packs them, never
// too small: a greedy match over the last 32 KiB, as gzip's own fastest level
// makes it, with each literal and each match at what they cost it at most in
// practice. Real sizes are about a half of it for JSON.
class CompressionMeter final : public Writer {
 public:
  explicit CompressionMeter(Writer& out) : out_(out) {}

  void Write(std::string_view bytes) override;
  size_t compressed() const { return bits_ / 8 + 1; }

 private:
  static constexpr size_t kWindow = size_t{32} << 10;
  static constexpr size_t kHashBits = 14;

  void Measure();
  size_t MatchLength(size_t candidate, size_t at) const;

  Writer& out_;
  size_t bits_ = 0;
  std::string history_;  // the window, then what is not yet measured
  size_t measured_ = 0;  // how much of history_ has been counted
  size_t dropped_ = 0;   // bytes that stood before history_
  // The last position, counted from the first byte ever, plus one.
  std::array<uint64_t, size_t{1} << kHashBits> last_{};
};

}  // namespace interlock::reporters
