// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "engine/config.h"
#include "engine/run.h"

namespace interlock {

// What applying fixes came to. Nothing is written to disk here.
struct FixOutcome {
  struct Change {
    std::string path;
    std::string before;
    std::string after;
  };
  std::vector<Change> changes;     // sorted by path
  std::vector<NewFile> new_files;  // that did not exist
  uint32_t applied = 0;
  uint32_t rounds = 0;
  // Live findings left over that an unsafe fix, not asked for, would mend.
  uint32_t withheld = 0;
};

// Applies the first allowed fix of every live finding, runs again, and so on
// until nothing changes or ten rounds are over; rounds that wait for another's
// new file, up to sixty. A fix whose edits overlap another's, or which claims
// what another's new file claims, waits for the next round. Fixes are whole or
// not at all: one that makes a file fail to parse, or whose new file does not
// parse or is there already, is not applied. An atlas.sum that held is written
// anew.
FixOutcome ApplyFixes(const Inputs& inputs, const Config& config,
                      const RunOptions& options, FixKind most,
                      FileSystem& files);

// The edits of non-overlapping fixes applied to one text. Edits must lie
// within it.
std::string ApplyEdits(std::string_view text, std::vector<Edit> edits);

}  // namespace interlock
