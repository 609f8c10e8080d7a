// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"
#include "core/date.h"
#include "parsers/text/markdown.h"

// A migration plan: a page that says how a change of schema is spread over
// releases: expand, backfill, write both, switch reads, contract. Read from
// lists ("1. Expand: ...") and from tables with a row for each phase.
namespace interlock::sql {

enum class Phase : uint8_t {
  kExpand,
  kBackfill,
  kDualWrite,
  kSwitchReads,
  kContract,
};
std::string_view NameOf(Phase phase);  // "contract"

// A word in backquotes.
struct PlanWord {
  std::string_view text;
  Span span;
};
struct PlanPhase {
  Phase phase;
  Span span;
  std::vector<PlanWord> files;  // what looks like a path
  std::vector<PlanWord> flags;  // other names, where a phase is about flags
  std::optional<Date> date;
};
struct MigrationPlan {
  const Source* source = nullptr;
  std::vector<PlanPhase> phases;
  std::vector<PlanWord> unfilled;  // labels whose answer is missing
  size_t filled = 0;               // labels with one

  // Nobody has written anything into it yet.
  bool IsTemplate() const { return filled == 0 && !unfilled.empty(); }
};
MigrationPlan ReadPlan(const Source& source,
                       const std::vector<MarkdownBlock>& blocks);

// The day that a migration's name begins with: "20250910...", "2025-09-10...".
std::optional<Date> DateOf(std::string_view version);

// "contract" in its name, or at the head of a comment.
bool CallsItself(const Migration& migration, std::string_view word);

}  // namespace interlock::sql
