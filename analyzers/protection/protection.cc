// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"

#include <iterator>
#include <utility>

namespace interlock::protection {

std::string_view NameOf(Form form) {
  constexpr std::string_view kNames[] = {"classic", "ruleset", "branch-rules",
                                         "contexts", "environment"};
  return kNames[static_cast<size_t>(form)];
}

void ProtectionSet::Add(const Document& document) {
  std::vector<Protection> read = ReadProtections(document);
  std::move(read.begin(), read.end(), std::back_inserter(protections));
}

}  // namespace interlock::protection
