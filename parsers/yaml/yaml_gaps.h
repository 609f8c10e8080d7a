// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace interlock {

// yaml-cpp takes a scalar with a tag or an anchor in a block sequence for a
// possible key, measures the indentation of its further lines from there, and
// so refuses valid texts:
//     - !Sub |
//       text
// It does not when a tab stands before the tag. These are the offsets of the
// blanks to hand over as tabs: before each "!tag" or "&anchor" that begins an
// item or a line and is followed by "|", ">" or plain words without ": ". None
// lies inside a block scalar; some may lie inside another one, which the reader
// must find out. Asked for only when a text was refused.
std::vector<uint32_t> FindYamlGaps(std::string_view text);

}  // namespace interlock
