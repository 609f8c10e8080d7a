// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/targets.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr auto kProductionWords =
    std::to_array<std::string_view>({"prod", "production", "prd", "live"});
constexpr auto kStagingWords =
    std::to_array<std::string_view>({"stage", "staging", "stg", "preprod",
                                     "preproduction", "uat", "acceptance"});

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

template <size_t kCount>
bool Holds(const std::array<std::string_view, kCount>& words,
           std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

Stage StageOf(std::string_view name) {
  std::string lower = AsciiLower(name);
  Stage found = Stage::kOther;
  bool before = false;  // "pre-prod", "non-prod": not the real one
  for (size_t at = 0; at < lower.size();) {
    size_t end = at;
    while (end < lower.size() && IsLetter(lower[end])) ++end;
    std::string_view word = std::string_view(lower).substr(at, end - at);
    if (word == "pre" || word == "non" || word == "not") before = true;
    bool production = Holds(kProductionWords, word);
    if (Holds(kStagingWords, word) || (production && before)) {
      return Stage::kStaging;
    }
    if (production) found = Stage::kProduction;
    at = std::max(end, at + 1);
  }
  return found;
}

}  // namespace interlock::workflow
