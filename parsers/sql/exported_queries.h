// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Exports of pg_stat_statements: rows of CSV or JSON with a column `query`.
namespace interlock::sql {

enum class ExportFormat : uint8_t { kCsv, kJson };

// The text with all but the queries blanked and each query ended by ';'. Each
// byte of a query stands where the export has it, so that spans hold for both.
// A first line without a column `query` gives blanks alone.
std::string OnlyQueries(std::string_view text, ExportFormat format);

}  // namespace interlock::sql
