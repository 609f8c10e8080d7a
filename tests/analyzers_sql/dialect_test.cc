// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/dialect.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>

namespace interlock::sql {
namespace {

using Files = std::map<std::string, std::string>;

// The paths that are for another database.
std::string Others(const Files& files) {
  std::vector<std::unique_ptr<Source>> sources;
  std::vector<std::unique_ptr<SqlFile>> parsed;
  std::vector<std::string> paths;
  std::vector<HistoryInput> inputs;
  for (const auto& [path, text] : files) {
    paths.push_back(path);
    if (!path.ends_with(".sql")) continue;
    sources.push_back(std::make_unique<Source>(path, text));
    parsed.push_back(std::make_unique<SqlFile>(
        ParseSql(*sources.back(), Framework::kPlain)));
    inputs.push_back({sources.back()->path(), parsed.back().get()});
  }
  auto text_of = [&](std::string_view path) -> std::string_view {
    auto at = files.find(std::string(path));
    if (at == files.end()) return {};
    return at->second;
  };
  auto dialects = DialectsOf(inputs, paths, text_of);
  std::string out;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (dialects[i] == Dialect::kPostgres) continue;
    out += (out.empty() ? "" : " ") + std::string(inputs[i].path);
  }
  return out;
}

constexpr const char* kMySql =
    "CREATE TABLE `a` (id int AUTO_INCREMENT PRIMARY KEY);";

TEST(Dialect, IsNamedByPathsAndMetadata) {
  EXPECT_EQ(Others({{"db/mysql/1.sql", ""},
                    {"db/postgres/1.sql", ""},
                    {"db/2_a.sqlite.up.sql", ""}}),
            "db/2_a.sqlite.up.sql db/mysql/1.sql");
  EXPECT_EQ(Others({{"m/1_a/migration.sql", ""},
                    {"m/migration_lock.toml", "provider = \"sqlite\""}}),
            "m/1_a/migration.sql");
}

TEST(Dialect, IsNamedByNeighbours) {
  EXPECT_EQ(Others({{"s/mysql_dump.sql", ""},
                    {"s/postgres_dump.sql", ""},
                    {"s/sqlite3_dump.sql", ""}}),
            "s/mysql_dump.sql s/sqlite3_dump.sql");
  EXPECT_EQ(Others({{"s/drop_mysql_fdw.sql", ""}, {"s/other.sql", ""}}), "");
  EXPECT_EQ(Others({{"m/1_a.autocommit.up.sql", ""},
                    {"m/1_a.postgres.up.sql", ""},
                    {"m/1_a.down.sql", ""}}),
            "m/1_a.autocommit.up.sql");
}

TEST(Dialect, IsReadOffTheText) {
  EXPECT_EQ(Others({{"m/1.sql", kMySql}, {"m/2.sql", "DROP TABLE a;"}}),
            "m/1.sql m/2.sql");
  EXPECT_EQ(
      Others({{"s/schema.sql",
               "PRAGMA foreign_keys = on;\n"
               "CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);"}}),
      "s/schema.sql");
}

TEST(Dialect, IsOursWhereAnythingIs) {
  EXPECT_EQ(
      Others({{"m/1.sql", kMySql}, {"m/2.sql", "CREATE TABLE b (x jsonb)"}}),
      "");
  EXPECT_EQ(Others({{"db/postgresql/1.sql", kMySql}}), "");
  // A single slip is a slip.
  EXPECT_EQ(Others({{"m/1.sql", "CREATE TABLE a (id int AUTO_INCREMENT);"}}),
            "");
  // What PostgreSQL takes is its own; strings and comments do not count.
  EXPECT_EQ(Others({{"m/1.sql", "SELECT 1 AS rowid, 2 AS pragma;"}}), "");
  EXPECT_EQ(Others({{"m/1.sql", "-- `a` `b`\nSELECT '`a`, `b`',;"}}), "");
}

}  // namespace
}  // namespace interlock::sql
