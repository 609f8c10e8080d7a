// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "analyzers/sql/history.h"

// The catalog at a moment as SQL that makes it again on an empty database.
// What is not known, or cannot be said in SQL, is a comment: "-- not known".
namespace interlock::sql {

std::string CatalogSql(const History& history, const View& view);

// One line for each object, columns below their table: for people.
std::string CatalogTable(const View& view);

}  // namespace interlock::sql
