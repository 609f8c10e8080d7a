// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string_view>

#include "analyzers/project/project.h"
#include "analyzers/sql/moment.h"
#include "rules/sql/pack.h"

// What the rules on statements that the server refuses share: one cause each.
namespace interlock::sql {

// Another history of the repository, perhaps of the same database, makes it.
inline bool IsMadeElsewhere(const Project& project, const History& own,
                            std::string_view name) {
  return std::ranges::any_of(project.histories, [&](const auto& history) {
    return history.get() != &own &&
           std::ranges::any_of(history->catalog.names(), [&](const Slot* slot) {
             return slot->name == name;
           });
  });
}

// Whether the refusal stands with what only a whole project shows.
inline bool StillStands(const Refusal& refusal, const Context& context) {
  const History& history = context.moment->history;
  switch (refusal.evidence) {
    case Evidence::kSeen:
      return true;
    case Evidence::kMissing:
      return !IsMadeElsewhere(context.project, history, refusal.missing);
    case Evidence::kVersion:
      return true;
  }
  return true;
}

inline void ReportRefused(const Refusal& refusal, const Context& context,
                          Sink& out) {
  if (!StillStands(refusal, context)) return;
  auto finding = out.Report(refusal.span, "{} (SQLSTATE {})", refusal.message,
                            refusal.sqlstate);
  bool assumed = refusal.evidence == Evidence::kVersion &&
                 !context.moment->history.settings.pg_version_stated;
  if (assumed) finding.At(Severity::kWarning).Sure(Confidence::kLow);
  if (!refusal.help.empty()) finding.Help("{}", refusal.help);
  if (refusal.related == kNever) return;
  const History& history = context.moment->history;
  const Migration* from = history.MigrationAt(refusal.related);
  const Op* op = history.OpAt(refusal.related);
  if (from == nullptr || op == nullptr) return;
  finding.Related(*from->up->source, op->span,
                  std::string(refusal.related_note));
}

// A rule's function: reports refusals of one cause, as they are.
template <Cause kCause>
void ReportCause(const Refusal& refusal, const Context& context, Sink& out) {
  if (refusal.cause == kCause) ReportRefused(refusal, context, out);
}

}  // namespace interlock::sql
