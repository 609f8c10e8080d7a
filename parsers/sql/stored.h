// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "parsers/sql/sql_file.h"

// A parsed file as bytes, for a later run that finds the same text again and
// need not parse it.
//
// The bytes mean nothing to another build of interlock. Whoever keeps them
// knows which build made them, of which text and framework, and that nothing
// happened to them since.
namespace interlock::sql {

// Empty when the file holds something that cannot be kept.
std::string StoreSql(const SqlFile& file);

// Nothing for bytes that StoreSql cannot have made: whatever they are, nothing
// outside of them and the source is read.
std::optional<SqlFile> RestoreSql(std::string_view bytes, const Source& source,
                                  Framework framework);

}  // namespace interlock::sql
