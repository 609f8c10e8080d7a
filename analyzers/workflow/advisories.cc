// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/advisories.h"

#include <array>
#include <vector>

#include "core/text.h"

namespace interlock::workflow {
namespace {

#define INTERLOCK_ARCHIVED(action)
#define INTERLOCK_ADVISORY(id, action, begin, fixed) \
  Advisory{id, action, begin, fixed},
constexpr Advisory kAdvisories[] = {
#include "analyzers/workflow/advisories.def"
};
#undef INTERLOCK_ADVISORY
#undef INTERLOCK_ARCHIVED

#define INTERLOCK_ADVISORY(id, action, begin, fixed)
#define INTERLOCK_ARCHIVED(action) std::string_view(action),
constexpr std::string_view kArchived[] = {
#include "analyzers/workflow/advisories.def"
};
#undef INTERLOCK_ADVISORY
#undef INTERLOCK_ARCHIVED

using Numbers = std::vector<int>;

// Empty when it is no version.
Numbers NumbersOf(std::string_view version) {
  if (version.starts_with('v') || version.starts_with('V')) {
    version.remove_prefix(1);
  }
  Numbers numbers;
  for (std::string_view part : Split(version, '.')) {
    int number = 0;
    if (part.empty() || part.size() > 6) return {};
    for (char c : part) {
      if (!IsDigit(c)) return {};
      number = number * 10 + (c - '0');
    }
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

std::span<const Advisory> Advisories() { return kAdvisories; }
std::span<const std::string_view> ArchivedActions() { return kArchived; }

bool LiesIn(const Advisory& advisory, std::string_view version) {
  Numbers given = NumbersOf(version);
  if (given.empty()) return false;
  Numbers begin = NumbersOf(advisory.begin);
  Numbers fixed = NumbersOf(advisory.fixed);
  // The least and the greatest that the version may mean.
  Numbers least = given;
  Numbers greatest = given;
  least.resize(3, 0);
  greatest.resize(3, 1000000);
  begin.resize(3, 0);
  fixed.resize(3, 0);
  return least >= begin && greatest < fixed;
}

}  // namespace interlock::workflow
