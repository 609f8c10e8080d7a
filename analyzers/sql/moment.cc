// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/moment.h"

namespace interlock::sql::internal {

std::vector<uint32_t> UpStatements(const SqlFile& file) {
  std::vector<uint32_t> counts(file.units.size(), 0);
  for (const Statement& statement : file.statements) {
    if (statement.section == Section::kDown) continue;
    if (statement.unit < counts.size()) ++counts[statement.unit];
  }
  return counts;
}

}  // namespace interlock::sql::internal
