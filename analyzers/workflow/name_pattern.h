// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace interlock::workflow {

// A name of which parts may be known only during the run. The parts that are
// known stand between wildcards, so "test (*)" is the two parts "test (" and
// ")"; a name known in full is one part. A star in a part is just a star.
class NamePattern {
 public:
  NamePattern() : parts_(1) {}
  explicit NamePattern(std::string_view text) : parts_{std::string(text)} {}
  static NamePattern Anything() {
    NamePattern pattern;
    pattern.AddAnything();
    return pattern;
  }

  void AddText(std::string_view text) { parts_.back() += text; }
  void AddAnything() {
    // Two wildcards in a row are one.
    if (parts_.size() == 1 || !parts_.back().empty()) parts_.emplace_back();
  }
  void Add(const NamePattern& other);

  bool exact() const { return parts_.size() == 1; }
  const std::vector<std::string>& parts() const { return parts_; }
  // The name, with "*" for each unknown part.
  std::string Display() const;
  // Whether the pattern can be this name. Linear for each wildcard.
  bool Matches(std::string_view name) const;
  bool MatchesNothingButAnything() const;

  friend bool operator==(const NamePattern&, const NamePattern&) = default;

 private:
  std::vector<std::string> parts_;  // never empty
};

// GitHub cuts each level of a name that is longer than this, in UTF-16 units,
// to three units less and adds "...".
inline constexpr size_t kMaxNameUnits = 100;
size_t Utf16Length(std::string_view text);
std::string TruncateName(std::string_view name);
// The longest prefix of at most `units` UTF-16 units.
std::string_view PrefixOfUnits(std::string_view text, size_t units);

}  // namespace interlock::workflow
