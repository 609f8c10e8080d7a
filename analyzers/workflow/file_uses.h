// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/scripts.h"

namespace interlock::workflow {

enum class FileUseKind : uint8_t {
  kRun,        // ./x.sh: needs the executable bit
  kInterpret,  // bash x.sh, node x.js, source x.sh
  kRead,       // yq and jq
};

// A file of the repository that a script names as it stands.
struct FileUse {
  FileUseKind kind = FileUseKind::kRun;
  const Body* body = nullptr;
  const RunScript* run = nullptr;
  Span word;         // in the script
  std::string path;  // from the root
  // A command before it may have made the file: it is named there.
  bool maybe_made = false;
  // chmod before it gives the bit.
  bool made_executable = false;
  // Steps before it may have brought or built anything.
  bool after_others = false;
};

// The files that a body's scripts run and read, as far as their paths are
// known and lie in this repository's own checkout.
std::vector<FileUse> FileUsesOf(const Body& body);

}  // namespace interlock::workflow
