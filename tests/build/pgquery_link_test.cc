// SPDX-License-Identifier: Apache-2.0
// The archive that the set-up chose links into a C++ program, on a libc older
// than the one it was built for too, and gives the raw tree.
#include <gtest/gtest.h>

extern "C" {
// clang-format off
#include "pg_query.h"
#include "pg_query/pg_query_internal.h"
#include "postgres.h"
#include "nodes/parsenodes.h"
// clang-format on
}

#include <cstddef>
#include <string>

extern "C" size_t strlcpy(char*, const char*, size_t);

namespace {

std::string FirstIndexName(const char* sql) {
  MemoryContext context = pg_query_enter_memory_context();
  PgQueryInternalParsetreeAndError result =
      pg_query_raw_parse(sql, PG_QUERY_PARSE_DEFAULT);
  std::string name;
  if (result.error == nullptr && result.tree != nullptr) {
    const auto* raw = linitial_node(RawStmt, result.tree);
    if (IsA(raw->stmt, IndexStmt)) {
      name = reinterpret_cast<const IndexStmt*>(raw->stmt)->idxname;
    }
  }
  if (result.error != nullptr) pg_query_free_error(result.error);
  pg_query_exit_memory_context(context);
  return name;
}

TEST(PgQuery, GivesTheRawTree) {
  EXPECT_EQ(FirstIndexName("CREATE INDEX i ON t (a)"), "i");
}

TEST(PgQuery, ReadsEscapes) {
  EXPECT_EQ(FirstIndexName("CREATE INDEX U&\"\\0069\\00e9\" ON t (a)"),
            "i\u00e9");
}

TEST(PgQuery, ReportsAnError) {
  EXPECT_EQ(FirstIndexName("CREATE INDEX ON ON"), "");
}

TEST(PgQuery, VersionIsKnown) {
  EXPECT_GE(PG_VERSION_NUM, 170000);
  EXPECT_LT(PG_VERSION_NUM, 190000);
}

TEST(LibcCompat, StrlcpyCutsAndTerminates) {
  char buffer[4] = {'x', 'x', 'x', 'x'};
  EXPECT_EQ(strlcpy(buffer, "abcdef", sizeof buffer), 6u);
  EXPECT_STREQ(buffer, "abc");
  EXPECT_EQ(strlcpy(buffer, "", sizeof buffer), 0u);
  EXPECT_STREQ(buffer, "");
  EXPECT_EQ(strlcpy(buffer, "abc", 0), 3u);
  EXPECT_STREQ(buffer, "");
}

}  // namespace
