// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

namespace interlock {

namespace {

constexpr std::array<uint64_t, 8> kInitial = {
    0x6A09E667F3BCC908u, 0xBB67AE8584CAA73Bu, 0x3C6EF372FE94F82Bu,
    0xA54FF53A5F1D36F1u, 0x510E527FADE682D1u, 0x9B05688C2B3E6C1Fu,
    0x1F83D9ABFB41BD6Bu, 0x5BE0CD19137E2179u};

// Which words of the message each round mixes in; rounds 10 and 11 repeat the
// first two.
constexpr uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

#define INTERLOCK_INLINE [[gnu::always_inline]] inline

INTERLOCK_INLINE void Mix(uint64_t& a, uint64_t& b, uint64_t& c, uint64_t& d,
                          uint64_t x, uint64_t y) {
  a += b + x;
  d = std::rotr(d ^ a, 32);
  c += d;
  b = std::rotr(b ^ c, 24);
  a += b + y;
  d = std::rotr(d ^ a, 16);
  c += d;
  b = std::rotr(b ^ c, 63);
}

// A template, so that the words' places are constants and nothing loops.
template <size_t kRound>
INTERLOCK_INLINE void Round(uint64_t (&v)[16], const uint64_t (&m)[16]) {
  constexpr const uint8_t(&s)[16] = kSigma[kRound % 10];
  Mix(v[0], v[4], v[8], v[12], m[s[0]], m[s[1]]);
  Mix(v[1], v[5], v[9], v[13], m[s[2]], m[s[3]]);
  Mix(v[2], v[6], v[10], v[14], m[s[4]], m[s[5]]);
  Mix(v[3], v[7], v[11], v[15], m[s[6]], m[s[7]]);
  Mix(v[0], v[5], v[10], v[15], m[s[8]], m[s[9]]);
  Mix(v[1], v[6], v[11], v[12], m[s[10]], m[s[11]]);
  Mix(v[2], v[7], v[8], v[13], m[s[12]], m[s[13]]);
  Mix(v[3], v[4], v[9], v[14], m[s[14]], m[s[15]]);
}

template <size_t... kRounds>
INTERLOCK_INLINE void AllRounds(uint64_t (&v)[16], const uint64_t (&m)[16],
                                std::index_sequence<kRounds...>) {
  (Round<kRounds>(v, m), ...);
}

#undef INTERLOCK_INLINE

uint64_t LoadWord(const uint8_t* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  return word;
}

}  // namespace

Hasher::Hasher() : state_(kInitial) {
  // The parameter block: 32 bytes of digest, no key, one tree node.
  state_[0] ^= 0x01010000 ^ 32;
}

void Hasher::Compress(const uint8_t* block, bool last) {
  uint64_t m[16];
  for (size_t i = 0; i < 16; ++i) m[i] = LoadWord(block + i * 8);
  uint64_t v[16];
  for (size_t i = 0; i < 8; ++i) {
    v[i] = state_[i];
    v[i + 8] = kInitial[i];
  }
  v[12] ^= total_;
  if (last) v[14] = ~v[14];
  AllRounds(v, m, std::make_index_sequence<12>());
  for (size_t i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[i + 8];
}

Hasher& Hasher::Add(std::string_view bytes) {
  const auto* from = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t left = bytes.size();
  // The last block is compressed by Finish, so a full buffer waits until more
  // bytes follow.
  if (left > buffer_.size() - filled_) {
    size_t taken = buffer_.size() - filled_;
    std::memcpy(buffer_.data() + filled_, from, taken);
    from += taken;
    left -= taken;
    total_ += buffer_.size();
    Compress(buffer_.data(), false);
    filled_ = 0;
    while (left > buffer_.size()) {
      total_ += buffer_.size();
      Compress(from, false);
      from += buffer_.size();
      left -= buffer_.size();
    }
  }
  if (left != 0) std::memcpy(buffer_.data() + filled_, from, left);
  filled_ += left;
  return *this;
}

Hasher& Hasher::AddField(std::string_view bytes) {
  char length[8];
  for (size_t i = 0; i < 8; ++i) {
    length[i] = static_cast<char>(uint64_t{bytes.size()} >> (8 * i));
  }
  return Add({length, sizeof(length)}).Add(bytes);
}

Digest Hasher::Finish() {
  std::fill(buffer_.begin() + static_cast<ptrdiff_t>(filled_), buffer_.end(),
            uint8_t{0});
  total_ += filled_;
  Compress(buffer_.data(), true);
  Digest digest;
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state_[i / 8] >> (8 * (i % 8)));
  }
  return digest;
}

std::string Hasher::Hex() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(64);
  for (uint8_t byte : Finish()) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

Digest DigestOf(std::string_view bytes) { return Hasher().Add(bytes).Finish(); }

std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace interlock
