// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzers/governance/governance.h"

// Automations that are promoted from stage to stage: their files, the catalog
// that says which version stands where, and who owns them.
namespace interlock::governance {

// "1.2.0", with or without a part after "-" that ranks below it. Build data
// after "+" is no part of the order.
struct Version {
  std::array<int, 3> numbers = {};
  std::string_view pre;

  friend bool operator<(const Version& a, const Version& b) {
    if (a.numbers != b.numbers) return a.numbers < b.numbers;
    if (a.pre.empty() != b.pre.empty()) return !a.pre.empty();
    return a.pre < b.pre;
  }
};
// Nothing when the text is no semantic version.
std::optional<Version> ReadVersion(std::string_view text);

// One entry of a catalog.
struct Automation {
  const Source* source = nullptr;
  const Node* node = nullptr;
  const Node* id = nullptr;
  const Node* file = nullptr;     // null when it names none
  const Node* version = nullptr;  // null when it states none
  const Node* stages = nullptr;   // a mapping of stage to version, or null
};
std::vector<Automation> AutomationsOf(const GovernanceSet& set);

// The order in which stages are reached; -1 for a name that is not known.
int RankOfStage(std::string_view name);

// The piece at that path, or null.
const Piece* PieceAt(const GovernanceSet& set, std::string_view path,
                     Sort sort);

// The version that an automation's JSON states, parsed anew: for texts that
// are not part of the set. "" when it states none.
std::string VersionIn(const Source& source);

}  // namespace interlock::governance
