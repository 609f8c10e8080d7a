// SPDX-License-Identifier: Apache-2.0
#include "reporters/compression_meter.h"

#include <algorithm>
#include <cstring>

namespace interlock::reporters {

namespace {

constexpr size_t kMinMatch = 4;
constexpr size_t kMaxMatch = 258;
// Huffman codes of bytes that do not repeat take 8 bits and a little.
constexpr size_t kLiteralBits = 9;
// Length and distance with their extra bits.
constexpr size_t kMatchBits = 32;
constexpr size_t kKeepAtMost = size_t{256} << 10;

uint32_t Load(const char* from) {
  uint32_t word;
  std::memcpy(&word, from, sizeof(word));
  return word;
}

}  // namespace

void CompressionMeter::Write(std::string_view bytes) {
  out_.Write(bytes);
  history_ += bytes;
  Measure();
  if (history_.size() < kKeepAtMost) return;
  size_t drop = measured_ > kWindow ? measured_ - kWindow : 0;
  history_.erase(0, drop);
  dropped_ += drop;
  measured_ -= drop;
}

void CompressionMeter::Measure() {
  const size_t size = history_.size();
  while (measured_ + kMinMatch <= size) {
    uint32_t word = Load(history_.data() + measured_);
    uint64_t& last = last_[(word * 2654435761u) >> (32 - kHashBits)];
    uint64_t here = dropped_ + measured_;
    size_t length = 0;
    if (last > dropped_ && here - (last - 1) <= kWindow) {
      length = MatchLength(static_cast<size_t>(last - 1 - dropped_), measured_);
    }
    last = here + 1;
    bits_ += length >= kMinMatch ? kMatchBits : kLiteralBits;
    measured_ += length >= kMinMatch ? length : 1;
  }
}

size_t CompressionMeter::MatchLength(size_t candidate, size_t at) const {
  size_t most = std::min(kMaxMatch, history_.size() - at);
  size_t length = 0;
  while (length < most && history_[candidate + length] == history_[at + length])
    ++length;
  return length;
}

}  // namespace interlock::reporters
