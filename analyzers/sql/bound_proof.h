// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/catalog.h"

// Whether what is declared of a table's rows already says that they lie within
// a partition's bound, so that the server need not look at them.
namespace interlock::sql {

// Rows of `table` against the bound that the partitioned table `parent` gives
// it. kNo and kYes are what the server does; kUnknown when a CHECK says more
// than is understood here. `written`: the op whose text says the bound.
Answer ProvesBound(const View& view, const Relation& table,
                   const Relation& parent, const PartitionBound& bound,
                   Time written);

// Rows of `parent`'s DEFAULT partition, or of one below it, against the bound
// of a partition that takes rows away from it.
Answer ProvesOutside(const View& view, const Relation& table,
                     const Relation& parent, const PartitionBound& bound,
                     Time written);

}  // namespace interlock::sql
