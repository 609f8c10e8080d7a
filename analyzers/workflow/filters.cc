// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/filters.h"

#include <algorithm>
#include <bitset>
#include <string>
#include <vector>

namespace interlock::workflow {
namespace {

enum class Repeat : uint8_t { kOnce, kOptional, kOneOrMore, kAnyNumber };

// One unit of a pattern: which bytes it takes, and how often.
struct Unit {
  std::bitset<256> bytes;
  Repeat repeat = Repeat::kOnce;
  bool folders = false;  // "**/": nothing, or anything that ends in a slash
};

std::bitset<256> Only(char c) {
  std::bitset<256> bytes;
  bytes.set(static_cast<unsigned char>(c));
  return bytes;
}

Unit Star(std::string_view pattern, size_t& at) {
  Unit unit;
  unit.repeat = Repeat::kAnyNumber;
  unit.bytes.set();
  if (at + 1 < pattern.size() && pattern[at + 1] == '*') {
    ++at;
    bool starts = at < 2 || pattern[at - 2] == '/';
    if (starts && at + 1 < pattern.size() && pattern[at + 1] == '/') {
      ++at;
      unit.folders = true;
    }
  } else {
    unit.bytes.reset('/');
  }
  return unit;
}

// A set such as [a-z0-9]; an unclosed bracket is a bracket.
Unit Set(std::string_view pattern, size_t& at) {
  Unit unit;
  size_t close = pattern.find(']', at + 1);
  if (close == std::string_view::npos) {
    unit.bytes = Only('[');
    return unit;
  }
  for (size_t i = at + 1; i < close; ++i) {
    auto from = static_cast<unsigned char>(pattern[i]);
    auto to = from;
    if (i + 2 < close && pattern[i + 1] == '-') {
      to = static_cast<unsigned char>(pattern[i + 2]);
      i += 2;
    }
    for (unsigned c = from; c <= to; ++c) unit.bytes.set(c);
  }
  at = close;
  return unit;
}

std::vector<Unit> Units(std::string_view pattern) {
  std::vector<Unit> units;
  for (size_t at = 0; at < pattern.size(); ++at) {
    char c = pattern[at];
    if ((c == '?' || c == '+') && !units.empty()) {
      units.back().repeat = c == '?' ? Repeat::kOptional : Repeat::kOneOrMore;
      continue;
    }
    Unit unit;
    if (c == '*') {
      unit = Star(pattern, at);
    } else if (c == '[') {
      unit = Set(pattern, at);
    } else {
      if (c == '\\' && at + 1 < pattern.size()) c = pattern[++at];
      unit.bytes = Only(c);
    }
    units.push_back(unit);
  }
  return units;
}

// Which prefixes of the text are matched after one more unit.
std::vector<bool> Advance(const Unit& unit, const std::vector<bool>& before,
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

bool Same(const Filter& some, const Filter& all) {
  return std::ranges::all_of(some.patterns, [&](const Text& pattern) {
    return !pattern.text.starts_with('!') &&
           std::ranges::any_of(all.patterns, [&](const Text& other) {
             return other.text == pattern.text;
           });
  });
}

bool TakesAway(const Filter& filter) {
  return std::ranges::any_of(filter.patterns, [](const Text& pattern) {
    return pattern.text.starts_with('!');
  });
}

}  // namespace

bool FilterPatternMatches(std::string_view pattern, std::string_view text) {
  std::vector<bool> matched(text.size() + 1, false);
  matched[0] = true;
  for (const Unit& unit : Units(pattern)) {
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

bool CoverAllPaths(const Trigger& a, const Trigger& b) {
  bool ab = a.paths.present && b.paths_ignore.present &&
            Same(b.paths_ignore, a.paths) && !TakesAway(a.paths);
  bool ba = b.paths.present && a.paths_ignore.present &&
            Same(a.paths_ignore, b.paths) && !TakesAway(b.paths);
  return ab || ba;
}

}  // namespace interlock::workflow
