// SPDX-License-Identifier: Apache-2.0
#include "reporters/line_hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/utf8.h"

namespace interlock::reporters {

namespace {

constexpr size_t kWindow = 100;
constexpr uint64_t kBase = 37;
constexpr uint16_t kEndOfText = 0xFFFF;

constexpr uint64_t Power(uint64_t base, size_t exponent) {
  uint64_t power = 1;
  while (exponent-- > 0) power *= base;
  return power;
}
constexpr uint64_t kDropFactor = Power(kBase, kWindow);

// One hash per line, in line order, from UTF-16 units in order.
class RollingHash {
 public:
  void Add(uint16_t unit) {
    bool ignored = unit == ' ' || unit == '\t' || (after_cr_ && unit == '\n');
    after_cr_ = unit == '\r';
    if (ignored) return;
    if (unit == '\r') unit = '\n';
    EmitDueLine();
    if (at_line_start_) starts_line_[next_] = true;
    at_line_start_ = unit == '\n';
    Push(unit);
  }

  std::vector<uint64_t> Finish() {
    Add(kEndOfText);
    for (size_t i = 0; i < kWindow; ++i) {
      EmitDueLine();
      Push(0);
    }
    return std::move(hashes_);
  }

 private:
  // When the window comes round to a line's first unit, it holds exactly the
  // units from there on.
  void EmitDueLine() {
    if (!starts_line_[next_]) return;
    starts_line_[next_] = false;
    hashes_.push_back(hash_);
  }

  void Push(uint16_t unit) {
    hash_ = hash_ * kBase + unit - kDropFactor * window_[next_];
    window_[next_] = unit;
    if (++next_ == kWindow) next_ = 0;
  }

  std::array<uint16_t, kWindow> window_{};
  std::array<bool, kWindow> starts_line_{};
  std::vector<uint64_t> hashes_;
  uint64_t hash_ = 0;
  size_t next_ = 0;
  bool at_line_start_ = true;
  bool after_cr_ = false;
};

std::vector<uint64_t> AllLines(std::string_view text) {
  RollingHash hash;
  for (size_t at = 0; at < text.size();) {
    Decoded decoded = DecodeUtf8(text, at);
    at += decoded.length;
    uint32_t c = decoded.code_point;
    if (c <= 0xFFFF) {
      hash.Add(static_cast<uint16_t>(c));
    } else {
      hash.Add(static_cast<uint16_t>(0xD800 + ((c - 0x10000) >> 10)));
      hash.Add(static_cast<uint16_t>(0xDC00 + ((c - 0x10000) & 0x3FF)));
    }
  }
  return hash.Finish();
}

}  // namespace

std::vector<std::string> LineHashes(std::string_view text,
                                    const std::vector<uint32_t>& lines) {
  std::vector<uint64_t> all = AllLines(text);
  auto hash_of = [&](uint32_t line) {
    return all[std::min<size_t>(line, all.size()) - 1];
  };
  // Only the wanted hashes are counted: a file may have millions of lines.
  std::unordered_map<uint64_t, uint32_t> seen;
  for (uint32_t line : lines) seen.emplace(hash_of(line), 0);
  std::vector<std::string> values;
  values.reserve(lines.size());
  size_t passed = 0;
  for (uint32_t line : lines) {
    for (; passed < all.size() && passed < line; ++passed) {
      auto entry = seen.find(all[passed]);
      if (entry != seen.end()) ++entry->second;
    }
    values.push_back(
        fmt::format("{:x}:{}", hash_of(line), seen.at(hash_of(line))));
  }
  return values;
}

}  // namespace interlock::reporters
