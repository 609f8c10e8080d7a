// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// Reads the framework's directives out of the comments.
void ReadDirectives(SqlFile& file);
// The SQL behind Liquibase's --rollback, as ranges of the source.
std::vector<Span> RollbackTexts(const SqlFile& file);
// Gives each statement its section and unit, by the directives before it.
void AssignSections(SqlFile& file);

}  // namespace interlock::sql
