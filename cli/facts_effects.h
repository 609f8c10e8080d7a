// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "analyzers/sql/script.h"
#include "cli/command.h"

// `facts --effects FILE`: one file, statement by statement.
namespace interlock::cli {

// A set-up is given, or what is named is one file rather than a repository.
bool AsksForScript(const Arguments& arguments, const World& world);
int RunScript(const Arguments& arguments, World& world);

// For people: a block of lines for each statement.
std::string EffectsTable(const sql::Script& script);

}  // namespace interlock::cli
