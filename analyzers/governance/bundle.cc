// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/bundle.h"

#include <fmt/format.h>

#include "core/sha256.h"

namespace interlock::governance {

std::string HexSha256(std::string_view bytes) {
  std::string out;
  for (uint8_t byte : Sha256().Add(bytes).Finish()) {
    out += fmt::format("{:02x}", byte);
  }
  return out;
}

}  // namespace interlock::governance
