// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::reporters {

// The value that GitHub code scanning computes itself for the line of an
// alert, as SARIF's primaryLocationLineHash: a 64-bit polynomial rolling hash
// over the 100 UTF-16 units that follow the line's start, with blanks, tabs
// and the form of line ends ignored, then ":" and a count of the same hash in
// earlier lines. Ours must equal theirs to the bit, or each result draws a
// warning; without it uploads open the same alert twice.
//
// Returns one value for each of the 1-based `lines`, which rise. Walks the
// text once.
std::vector<std::string> LineHashes(std::string_view text,
                                    const std::vector<uint32_t>& lines);

}  // namespace interlock::reporters
