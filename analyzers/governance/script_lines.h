// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "core/source.h"

// What a look at the lines of a program tells without running or parsing it.
// Each finds what it names plainly, and misses what is written in another way.
namespace interlock::governance {

// `require('a.yaml')` in JavaScript: the whole call.
std::vector<Span> FindRequiredYaml(const Source& source);

// Statements of SQL that change one row, sent from within a loop over rows:
// the text of the statement.
std::vector<Span> FindRowStatements(const Source& source);

// `$(ls ...*.sql)` in a shell script: the substitution.
std::vector<Span> FindListedMigrations(const Source& source);

}  // namespace interlock::governance
