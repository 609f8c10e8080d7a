// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "analyzers/settings.h"
#include "analyzers/sql/catalog.h"
#include "analyzers/sql/effects.h"

// How large tables are and how long work on them takes, from the sizes that
// the config or a snapshot states. Without them nothing is claimed.
namespace interlock::sql {

// What some work on one table comes to.
struct Estimate {
  TableSize size;
  double seconds = -1;  // below 0: not known, or the work needs no time
  bool small = false;   // known, and below the threshold of the config

  // " (41 M rows, about 38 s)", to append to a message; "" when not known.
  std::string Text() const;
};

// Of a partitioned table: the sum over its partitions when nothing is stated
// of itself.
TableSize SizeOf(const Name& table, const View& view,
                 const ProjectSettings& settings);

Estimate EstimateOf(const TableSize& size, Work work,
                    const ProjectSettings& settings);

}  // namespace interlock::sql
