// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/filters.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/workflow/filter_units.h"

namespace interlock::workflow {
namespace {

// Which prefixes of the text are matched after one more unit.
std::vector<bool> Advance(const FilterUnit& unit,
                          const std::vector<bool>& before,
                          std::string_view text) {
  std::vector<bool> after(before.size(), false);
  bool repeats =
      unit.repeat == Repeat::kOneOrMore || unit.repeat == Repeat::kAnyNumber;
  bool skips =
      unit.repeat == Repeat::kOptional || unit.repeat == Repeat::kAnyNumber;
  bool running = false;  // some start behind lets the unit go on to here
  for (size_t i = 0; i < before.size(); ++i) {
    if (i > 0) {
      bool takes = unit.bytes.test(static_cast<unsigned char>(text[i - 1]));
      bool from = before[i - 1] || (repeats && running);
      running = takes && from;
      after[i] = running && (!unit.folders || text[i - 1] == '/');
    }
    if (skips && before[i]) after[i] = true;
  }
  return after;
}

}  // namespace

bool TakesAway(const Filter& filter) {
  return std::ranges::any_of(filter.patterns, [](const Text& pattern) {
    return pattern.text.starts_with('!');
  });
}

bool FilterPatternMatches(std::string_view pattern, std::string_view text) {
  std::vector<bool> matched(text.size() + 1, false);
  matched[0] = true;
  for (const FilterUnit& unit : UnitsOf(pattern)) {
    matched = Advance(unit, matched, text);
  }
  return matched.back();
}

bool FilterAccepts(const Filter& filter, std::string_view text) {
  bool accepted = false;
  for (const Text& pattern : filter.patterns) {
    bool negated = pattern.text.starts_with('!');
    std::string_view body = pattern.text.substr(negated ? 1 : 0);
    if (FilterPatternMatches(body, text)) accepted = !negated;
  }
  return accepted;
}

bool IsWildcard(std::string_view pattern) {
  return pattern.find_first_of("*?+[") != std::string_view::npos;
}

bool AcceptsEverything(const Filter& filter) {
  if (TakesAway(filter)) return false;
  return std::ranges::any_of(filter.patterns, [](const Text& pattern) {
    return pattern.text == "**";
  });
}

}  // namespace interlock::workflow
