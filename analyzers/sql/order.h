// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"

// In which order a framework takes its migrations, which names it takes at
// all, and what it remembers of those that ran.
namespace interlock::sql {

// What the framework tells two migrations apart by: equal keys collide. In
// numbered folders the folder's number is part of it. Empty where it has no
// such number, or the name holds none.
std::string VersionKey(Framework framework, std::string_view version);
// Two migrations of one version: whether the framework stops.
bool RefusesDuplicates(Framework framework);

// Whether the framework runs a file of this name when it stands directly in
// the history's folder; kUnknown where names do not decide.
Answer TakesName(Framework framework, std::string_view name);
// "<number>_<name>.up.sql"
std::string_view NamePattern(Framework framework);

// What becomes of a migration that is older than one that already ran.
enum class LateArrival : uint8_t {
  kRuns,     // after those that it should have gone before
  kRefused,  // nothing runs until somebody decides
  kSkipped,  // never, and silently
  kUnordered
};
LateArrival LateArrivalOf(Framework framework);

// Whether it remembers a hash of each migration and stops when one changed.
bool RemembersContent(Framework framework);

// A number that is missing between two migrations of a dense numbering.
struct VersionGap {
  const Migration* after;  // the one behind the gap
  uint64_t first;          // the missing numbers
  uint64_t last;
};
// Empty when numbers are not dense: times of day, or more holes than luck.
std::vector<VersionGap> GapsOf(const History& history);

// The text without what does not run: white space folded, and comments left
// out too where the framework remembers no hash.
std::string Essence(std::string_view text, Framework framework);

// The line on which a file's code begins, to point at the file as a whole; its
// first line when it has no code. There a suppression above it counts.
Span HeadOf(std::string_view text);

}  // namespace interlock::sql
