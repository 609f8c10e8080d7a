// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <vector>

#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {

// A licence that is allowed is a policy: no upgrade ends it.
inline bool IsLicence(const ExceptionFile& file, const Exception& entry) {
  return file.format == Format::kTrivyIgnoreYaml &&
         entry.scope.ends_with("licenses");
}

// The entries that lack something. Where a file has more than a few entries
// and none has it, that is one decision and told once, at the first.
struct Lacking {
  std::vector<const Exception*> told;
  size_t more = 0;  // that the first one speaks for
};

template <class Lacks>
Lacking FindLacking(const ExceptionFile& file, Lacks lacks) {
  constexpr size_t kFew = 3;
  Lacking out;
  size_t active = 0;
  for (const Exception& entry : file.entries) {
    if (!entry.active || IsLicence(file, entry)) continue;
    ++active;
    if (lacks(entry)) out.told.push_back(&entry);
  }
  if (out.told.size() <= kFew || out.told.size() < active) return out;
  out.more = out.told.size() - 1;
  out.told.resize(1);
  return out;
}

}  // namespace interlock::exceptions
