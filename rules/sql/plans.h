// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/plan.h"

// What the rules on migration plans share.
namespace interlock::sql {

// The plan in each Markdown file of the project; most hold none.
inline std::vector<MigrationPlan> PlansOf(const Project& project) {
  std::vector<MigrationPlan> plans;
  for (const InputFile& file : project.files) {
    if (file.markdown.empty()) continue;
    plans.push_back(ReadPlan(*file.source, file.markdown));
  }
  return plans;
}

}  // namespace interlock::sql
