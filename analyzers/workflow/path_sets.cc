// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/path_sets.h"

#include <algorithm>
#include <map>
#include <vector>

#include "analyzers/workflow/filter_units.h"
#include "analyzers/workflow/filters.h"

namespace interlock::workflow {
namespace {

constexpr size_t kMaxUnits = 4000;
constexpr size_t kMaxStates = 4000;
constexpr size_t kMaxWork = 4 * 1000 * 1000;

// Characters that a person would use in a path come first.
constexpr std::string_view kNice =
    "abcdefghijklmnopqrstuvwxyz0123456789./-_"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ+,=@~ #%&()!'$;[]^{}`\"*?:<>|\\";

// One list of patterns: its units lie at [first, ...) of all units.
struct Pattern {
  size_t first = 0;
  size_t count = 0;
  bool negated = false;
};
struct List {
  std::vector<Pattern> patterns;
  bool ignores = false;  // paths-ignore
  bool open = false;     // no filter: every path passes
};

List ListOf(const Trigger& trigger, std::vector<FilterUnit>& units) {
  List list;
  const Filter& filter =
      trigger.paths.present ? trigger.paths : trigger.paths_ignore;
  list.ignores = !trigger.paths.present;
  list.open = !filter.present;
  for (const Text& text : filter.patterns) {
    Pattern pattern;
    pattern.negated = text.text.starts_with('!');
    pattern.first = units.size();
    auto more = UnitsOf(text.text.substr(pattern.negated ? 1 : 0));
    units.insert(units.end(), more.begin(), more.end());
    // A unit that nothing matches marks where the pattern ends.
    units.emplace_back();
    pattern.count = more.size();
    list.patterns.push_back(pattern);
    if (units.size() > kMaxUnits) break;
  }
  return list;
}

bool Repeats(const FilterUnit& unit) {
  return unit.repeat == Repeat::kOneOrMore || unit.repeat == Repeat::kAnyNumber;
}
bool Skips(const FilterUnit& unit) {
  return unit.repeat == Repeat::kOptional || unit.repeat == Repeat::kAnyNumber;
}

// A set of states: for each unit whether a text may stand before it, and
// whether it may be in the midst of it; then where the path itself is.
struct StateSet {
  std::vector<bool> before;
  std::vector<bool> inside;
  bool after_slash = true;  // also at the very beginning
  friend auto operator<=>(const StateSet&, const StateSet&) = default;
};

class Search {
 public:
  explicit Search(std::span<const Trigger* const> triggers) {
    for (const Trigger* one : triggers) {
      lists_.push_back(ListOf(*one, units_));
    }
  }

  Coverage Run() {
    bool open = std::ranges::any_of(lists_, [](auto& l) { return l.open; });
    if (open) return {Cover::kAll, {}};
    if (units_.size() > kMaxUnits) return {};
    ChooseCharacters();
    Push(First(), 0, '\0');
    for (size_t at = 0; at < found_.size(); ++at) {
      const StateSet& state = found_[at]->first;
      bool path = at > 0 && !state.after_slash;
      if (path && !Passes(state)) return {Cover::kGap, TextTo(at)};
      for (char c : characters_) {
        if (c == '/' && state.after_slash) continue;
        work_ += units_.size();
        if (work_ > kMaxWork || found_.size() > kMaxStates) return {};
        Push(Advance(state, c), at, c);
      }
    }
    return {Cover::kAll, {}};
  }

 private:
  // One character for each set of characters that no unit tells apart.
  void ChooseCharacters() {
    std::vector<std::vector<bool>> seen;
    for (char c : kNice) {
      std::vector<bool> taken;
      for (const FilterUnit& unit : units_) {
        taken.push_back(unit.bytes.test(static_cast<unsigned char>(c)));
      }
      taken.push_back(c == '/');
      if (std::ranges::find(seen, taken) != seen.end()) continue;
      seen.push_back(std::move(taken));
      characters_ += c;
    }
  }

  StateSet First() const {
    StateSet state;
    state.before.resize(units_.size());
    state.inside.resize(units_.size());
    for (const List& list : lists_) {
      for (const Pattern& pattern : list.patterns) {
        state.before[pattern.first] = true;
      }
    }
    Settle(state);
    return state;
  }

  // What may be left out may be stepped over.
  void Settle(StateSet& state) const {
    for (size_t i = 0; i + 1 < units_.size(); ++i) {
      if (state.before[i] && Skips(units_[i])) state.before[i + 1] = true;
    }
  }

  StateSet Advance(const StateSet& from, char c) const {
    StateSet to;
    to.before.resize(units_.size());
    to.inside.resize(units_.size());
    to.after_slash = c == '/';
    for (size_t i = 0; i + 1 < units_.size(); ++i) {
      bool here = from.before[i] || (from.inside[i] && Repeats(units_[i]));
      if (!here || !units_[i].bytes.test(static_cast<unsigned char>(c))) {
        continue;
      }
      to.inside[i] = true;
      if (!units_[i].folders || c == '/') to.before[i + 1] = true;
    }
    Settle(to);
    return to;
  }

  bool Passes(const StateSet& state) const {
    return std::ranges::any_of(lists_, [&](const List& list) {
      bool matched = false;
      for (const Pattern& pattern : list.patterns) {
        if (state.before[pattern.first + pattern.count]) {
          matched = !pattern.negated;
        }
      }
      return matched != list.ignores;
    });
  }

  void Push(StateSet state, size_t from, char c) {
    auto [at, added] = index_.emplace(std::move(state), found_.size());
    if (!added) return;
    found_.push_back(at);
    came_.push_back({from, c});
  }

  std::string TextTo(size_t at) const {
    std::string text;
    for (; at > 0; at = came_[at].from) text += came_[at].character;
    return {text.rbegin(), text.rend()};
  }

  struct Step {
    size_t from;
    char character;
  };
  std::vector<FilterUnit> units_;
  std::vector<List> lists_;
  std::string characters_;
  std::map<StateSet, size_t> index_;
  std::vector<std::map<StateSet, size_t>::iterator> found_;
  std::vector<Step> came_;
  size_t work_ = 0;
};

}  // namespace

bool PathRuns(const Trigger& trigger, std::string_view path) {
  if (trigger.paths.present) return FilterAccepts(trigger.paths, path);
  return !trigger.paths_ignore.present ||
         !FilterAccepts(trigger.paths_ignore, path);
}

Coverage CoverageOf(std::span<const Trigger* const> triggers) {
  return Search(triggers).Run();
}

}  // namespace interlock::workflow
