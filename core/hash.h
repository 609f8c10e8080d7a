// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock {

using Digest = std::array<uint8_t, 32>;

// BLAKE2b-256 (RFC 7693): keys of caches and fingerprints. Cryptographic, so
// that nobody can craft a file that borrows another's cached verdict.
class Hasher {
 public:
  Hasher();
  Hasher& Add(std::string_view bytes);
  // Length-prefixed, so that ("ab","c") and ("a","bc") differ.
  Hasher& AddField(std::string_view bytes);
  // The digest. Ends this Hasher: nothing may be called after it.
  Digest Finish();
  // Finish() as 64 lower-case digits.
  std::string Hex();

 private:
  void Compress(const uint8_t* block, bool last);

  std::array<uint64_t, 8> state_;
  std::array<uint8_t, 128> buffer_ = {};
  size_t filled_ = 0;
  uint64_t total_ = 0;  // bytes compressed so far
};

Digest DigestOf(std::string_view bytes);
std::string_view BytesOf(const Digest& digest);

}  // namespace interlock
