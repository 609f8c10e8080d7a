// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// PostgreSQL's scanner reads a run of operator characters to its end at every
// character of it: "++++..." and "/**//**/..." cost it the square of their
// length. Files with such a run are shown to it without comments and without
// operators that no server would accept.
bool NeedsDisarming(std::string_view text);
// Blanks what is dangerous. Gives the runs that were no comment.
std::vector<Span> Disarm(std::string& text,
                         const std::vector<Comment>& comments);

}  // namespace interlock::sql
