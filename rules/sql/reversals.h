// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/sql/history.h"
#include "analyzers/sql/reversibility.h"
#include "core/text.h"

// What the rules on downs share.
namespace interlock::sql {

// The first words of what goes down, or of the file.
inline Span DownSpan(const Migration& migration, const SqlFile& file) {
  bool sections = migration.down == migration.up;
  Span span{0, file.source->size()};
  for (const Statement& statement : file.statements) {
    if (sections && statement.section != Section::kDown) continue;
    span = statement.span;
    break;
  }
  std::string_view text = file.source->text().substr(span.begin);
  size_t end = std::min<size_t>(LineEnd(text, 0), span.size());
  return {span.begin, span.begin + static_cast<uint32_t>(end)};
}

// What destructive-without-rollback says already, by name.
inline std::vector<std::string> SaidElsewhere(const History& history,
                                              const Migration& migration) {
  std::vector<std::string> names;
  for (const Removal& removal : RemovalsOf(history, migration)) {
    if (removal.restored != Restored::kYes) names.push_back(removal.what);
  }
  return names;
}

}  // namespace interlock::sql
