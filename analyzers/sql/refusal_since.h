// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "analyzers/sql/refusal.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// A statement whose syntax is newer than the server, as SqlFile::since has it.
// Asked before RefusalOf: the server reads before it does anything else.
std::optional<Refusal> TooNewFor(int pg_version, const SqlFile& file,
                                 uint32_t statement);

}  // namespace interlock::sql
