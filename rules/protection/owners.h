// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "analyzers/project/project.h"

namespace interlock::protection {

// The path of the CODEOWNERS file that GitHub reads, or "".
inline std::string_view OwnersFile(const Project& project) {
  for (std::string_view path :
       {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}) {
    if (project.Exists(path)) return path;
  }
  return {};
}

}  // namespace interlock::protection
