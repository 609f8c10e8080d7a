// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace interlock {

// SHA-256 (FIPS 180-4), for manifests that other tools write. Copies go on
// from where the original stood, so running totals cost nothing.
class Sha256 {
 public:
  Sha256& Add(std::string_view bytes);
  std::array<uint8_t, 32> Finish();

 private:
  void Compress(const uint8_t* block);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                    0xa54ff53a, 0x510e527f, 0x9b05688c,
                                    0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> buffer_ = {};
  size_t filled_ = 0;
  uint64_t total_ = 0;
};

// RFC 4648, with padding.
std::string Base64(const std::array<uint8_t, 32>& digest);

}  // namespace interlock
