// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/past.h"

#include <algorithm>

namespace interlock::protection {

const Difference::Renamed* Past::Renamed(std::string_view context) const {
  auto at = std::ranges::find_if(difference.renamed, [&](const auto& one) {
    return one.from.name == context;
  });
  return at == difference.renamed.end() ? nullptr : &*at;
}

const NamedCheck* Past::Lost(std::string_view context) const {
  auto at = std::ranges::find(difference.lost, context, &NamedCheck::name);
  return at == difference.lost.end() ? nullptr : &*at;
}

bool Requires(const ProtectionSet& protections, std::string_view context) {
  return std::ranges::any_of(
      protections.protections, [&](const Protection& one) {
        return one.Gates() &&
               std::ranges::find(one.contexts, context,
                                 &RequiredContext::name) != one.contexts.end();
      });
}

}  // namespace interlock::protection
