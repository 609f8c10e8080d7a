// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"

#include <cstring>

namespace interlock {

namespace {

constexpr uint64_t kHighBits = 0x8080808080808080u;

// The offset of the first byte at or after `from` that is not ASCII.
size_t SkipAscii(std::string_view text, size_t from) {
  while (text.size() - from >= sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, text.data() + from, sizeof(word));
    if ((word & kHighBits) != 0) break;
    from += sizeof(word);
  }
  while (from < text.size() && static_cast<uint8_t>(text[from]) < 0x80) ++from;
  return from;
}

// What may follow a lead byte: how many bytes, and the range of the first of
// them, which is where overlong forms, surrogates and what lies above U+10FFFF
// are refused.
struct Lead {
  uint32_t trailing = 0;
  uint32_t bits = 0;
  uint8_t low = 0x80;
  uint8_t high = 0xBF;
};

constexpr Lead LeadOf(uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, byte & 0x1Fu};
  if (byte == 0xE0) return {2, 0, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0xD, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, byte & 0xFu};
  if (byte == 0xF0) return {3, 0, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, byte & 0x7u};
  if (byte == 0xF4) return {3, 4, 0x80, 0x8F};
  return {};
}

}  // namespace

Decoded DecodeUtf8(std::string_view text, size_t offset) {
  uint8_t first = static_cast<uint8_t>(text[offset]);
  if (first < 0x80) return {first, 1, true};
  Lead lead = LeadOf(first);
  if (lead.trailing == 0) return {kReplacement, 1, false};
  uint32_t code_point = lead.bits;
  for (uint32_t i = 1; i <= lead.trailing; ++i) {
    if (offset + i >= text.size()) return {kReplacement, i, false};
    uint8_t byte = static_cast<uint8_t>(text[offset + i]);
    if (byte < lead.low || byte > lead.high) return {kReplacement, i, false};
    lead.low = 0x80;
    lead.high = 0xBF;
    code_point = code_point << 6 | (byte & 0x3Fu);
  }
  return {code_point, lead.trailing + 1, true};
}

void AppendUtf8(uint32_t code_point, std::string& out) {
  auto tail = [&](uint32_t shift) {
    out += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (surrogate || code_point > 0x10FFFF) code_point = kReplacement;
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

size_t FindInvalidUtf8(std::string_view text) {
  for (size_t at = SkipAscii(text, 0); at < text.size();
       at = SkipAscii(text, at)) {
    Decoded decoded = DecodeUtf8(text, at);
    if (!decoded.valid) return at;
    at += decoded.length;
  }
  return std::string_view::npos;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string out;
  while (true) {
    size_t bad = FindInvalidUtf8(text);
    out += text.substr(0, bad);
    if (bad == std::string_view::npos) return out;
    AppendUtf8(kReplacement, out);
    text.remove_prefix(bad + DecodeUtf8(text, bad).length);
  }
}

CharCount CountChars(std::string_view text, size_t begin, size_t end) {
  std::string_view part = text.substr(0, end);
  CharCount count;
  size_t at = begin;
  while (at < end) {
    size_t stop = SkipAscii(part, at);
    count.code_points += static_cast<uint32_t>(stop - at);
    count.utf16_units += static_cast<uint32_t>(stop - at);
    at = stop;
    if (at == end) break;
    Decoded decoded = DecodeUtf8(text, at);
    // Only characters that end by `end` count.
    if (at + decoded.length > end) break;
    at += decoded.length;
    ++count.code_points;
    count.utf16_units += Utf16Units(decoded.code_point);
  }
  count.end = at;
  return count;
}

}  // namespace interlock
