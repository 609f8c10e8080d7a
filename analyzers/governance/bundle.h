// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace interlock::governance {

// The SHA-256 of the bytes, in lower-case hexadecimal.
std::string HexSha256(std::string_view bytes);

}  // namespace interlock::governance
