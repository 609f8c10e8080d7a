// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/next_migration.h"

#include <gtest/gtest.h>

#include "tests/analyzers_sql/repository.h"

namespace interlock::sql {
namespace {

TEST(NextVersion, CountsAsItIsWritten) {
  EXPECT_EQ(NextVersion("1"), "2");
  EXPECT_EQ(NextVersion("0009"), "0010");
  EXPECT_EQ(NextVersion("99"), "100");
  EXPECT_EQ(NextVersion("1.2"), "1.3");
  EXPECT_EQ(NextVersion("2_10"), "2_11");
  EXPECT_EQ(NextVersion("1700000000"), "1700000001");
  EXPECT_EQ(NextVersion("1700000000999"), "1700000001000");
  EXPECT_EQ(NextVersion(""), std::nullopt);
  EXPECT_EQ(NextVersion("x"), std::nullopt);
}

TEST(NextVersion, StaysATime) {
  EXPECT_EQ(NextVersion("20240229235959"), "20240301000000");
  EXPECT_EQ(NextVersion("20231231235959"), "20240101000000");
  EXPECT_EQ(NextVersion("202401012359"), "202401020000");
  EXPECT_EQ(NextVersion("20241231"), "20250101");
  EXPECT_EQ(NextVersion("2024-01-01-120059"), "2024-01-01-120100");
  EXPECT_EQ(NextVersion("2024-01-01-120059-0000"), "2024-01-01-120100-0000");
  EXPECT_EQ(NextVersion("20241301000000"), "20241301000001") << "no time";
}

constexpr std::string_view kTable = "CREATE TABLE t (a int);\n";

// "path: text" of each file, or "none".
std::string Next(Repository::Files files, NewMigration wanted = {},
                 std::optional<Framework> framework = std::nullopt) {
  ProjectSettings settings;
  settings.framework = framework;
  Repository repository(std::move(files), settings);
  if (repository.histories().empty()) return "none";
  if (wanted.title.empty()) {
    wanted.title = "Check \"it\"";
    wanted.up = "UP;\n";
    wanted.down = "DOWN;\n";
  }
  std::string out;
  for (const NewFile& file : FilesOfNext(repository.history(), {wanted})) {
    EXPECT_FALSE(file.claim.empty());
    out += file.path + ": " + file.text;
  }
  return out.empty() ? "none" : out;
}

NewMigration Bare(int statements = 1) {
  return {"x", "UP;\n", "DOWN;\n", Wrapped::kNot, statements};
}

Repository::Files Two(std::string folder, std::string a, std::string b,
                      std::string_view text = kTable) {
  return {{folder + a, std::string(text)}, {folder + b, "SELECT 1;\n"}};
}

TEST(FilesOfNext, Plain) {
  EXPECT_EQ(Next(Two("db/migrations/", "001_a.sql", "002_b.sql")),
            "db/migrations/003_check_it.sql: UP;\n");
  EXPECT_EQ(Next(Two("db/migrations/", "V1-a.sql", "V2-b.sql")),
            "db/migrations/V3-check-it.sql: UP;\n");
  EXPECT_EQ(Next(Two("db/migrations/", "1.sql", "9.sql")),
            "db/migrations/10_check_it.sql: UP;\n");
  EXPECT_EQ(Next({{"db/migrations/2024_01_02_030405_a.sql", "SELECT 1;"}}),
            "db/migrations/2024_01_02_030406_check_it.sql: UP;\n");
  EXPECT_EQ(Next(Two("db/migrations/", "001_2fa.sql", "002_3fa.sql")),
            "db/migrations/003_check_it.sql: UP;\n");
  EXPECT_EQ(Next({{"one.sql", "SELECT 1;"}}), "none") << "no history";
}

TEST(FilesOfNext, PairsUpAndDown) {
  EXPECT_EQ(Next({{"m/001_a.sql", "SELECT 1;"},
                  {"m/001_a_down.sql", "SELECT 1;"},
                  {"m/002_b.sql", "SELECT 1;"}}),
            "m/003_check_it.sql: UP;\nm/003_check_it_down.sql: DOWN;\n");
  EXPECT_EQ(Next({{"migrations/up/1_a.sql", "SELECT 1;"},
                  {"migrations/down/1_a.sql", "SELECT 1;"}}),
            "migrations/up/2_check_it.sql: UP;\n"
            "migrations/down/2_check_it.sql: DOWN;\n");
}

TEST(FilesOfNext, GolangMigrate) {
  Repository::Files files = Two("m/", "000001_a.up.sql", "000001_a.down.sql");
  EXPECT_EQ(Next(files),
            "m/000002_check_it.up.sql: UP;\n"
            "m/000002_check_it.down.sql: DOWN;\n");
  EXPECT_EQ(Next(files, Bare()),
            "m/000002_x.up.sql: UP;\nm/000002_x.down.sql: DOWN;\n");
  EXPECT_EQ(Next(files, Bare(2)), "none") << "two statements share one";
}

TEST(FilesOfNext, Goose) {
  std::string_view text =
      "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE t;\n";
  EXPECT_EQ(Next(Two("m/", "00001_a.sql", "00002_b.sql", text)),
            "m/00003_check_it.sql: -- +goose Up\nUP;\n\n-- +goose Down\n"
            "DOWN;\n");
  EXPECT_EQ(Next({{"m/20240229235959_a.sql", std::string(text)}}, Bare()),
            "m/20240301000000_x.sql: -- +goose NO TRANSACTION\n-- +goose Up\n"
            "UP;\n\n-- +goose Down\nDOWN;\n");
}

TEST(FilesOfNext, Dbmate) {
  std::string text = "-- migrate:up\nSELECT 1;\n-- migrate:down\n";
  EXPECT_EQ(Next({{"db/migrations/20240101000000_a.sql", text}}, Bare()),
            "db/migrations/20240101000001_x.sql: "
            "-- migrate:up transaction:false\nUP;\n\n"
            "-- migrate:down transaction:false\nDOWN;\n");
}

TEST(FilesOfNext, SqlMigrate) {
  EXPECT_EQ(Next({{"m/1_a.sql", "-- +migrate Up\nSELECT 1;\n"}}, Bare()),
            "m/2_x.sql: -- +migrate Up notransaction\nUP;\n")
      << "a history without downs gets none";
}

TEST(FilesOfNext, Flyway) {
  EXPECT_EQ(Next({{"m/V1.2__a.sql", "SELECT 1;"},
                  {"m/V1.10__b.sql", "SELECT 1;"},
                  {"m/R__view.sql", "SELECT 1;"}}),
            "m/V1.11__check_it.sql: UP;\n");
  EXPECT_EQ(Next({{"m/V1__a.sql", "SELECT 1;"}, {"m/U1__a.sql", "SELECT 1;"}},
                 Bare()),
            "m/V2__x.sql: UP;\nm/U2__x.sql: DOWN;\n"
            "m/V2__x.sql.conf: executeInTransaction=false\n");
}

TEST(FilesOfNext, Prisma) {
  Repository::Files files = {
      {"prisma/migrations/20240101000000_a/migration.sql", "SELECT 1;"},
      {"prisma/migrations/migration_lock.toml", "provider = \"postgresql\""}};
  EXPECT_EQ(Next(files),
            "prisma/migrations/20240101000001_check_it/migration.sql: UP;\n");
  EXPECT_EQ(Next(files, Bare(2)), "none");
}

TEST(FilesOfNext, Diesel) {
  EXPECT_EQ(Next({{"migrations/2024-01-01-000000_a/up.sql", "SELECT 1;"},
                  {"migrations/2024-01-01-000000_a/down.sql", "SELECT 1;"}},
                 Bare()),
            "migrations/2024-01-01-000001_x/up.sql: UP;\n"
            "migrations/2024-01-01-000001_x/down.sql: DOWN;\n"
            "migrations/2024-01-01-000001_x/metadata.toml: "
            "run_in_transaction = false\n");
}

TEST(FilesOfNext, Sqlx) {
  Repository::Files files = {{"migrations/20240101000000_a.sql", "SELECT 1;"},
                             {"Cargo.toml", ""}};
  EXPECT_EQ(Next(files, Bare()),
            "migrations/20240101000001_x.sql: -- no-transaction\nUP;\n");
}

TEST(FilesOfNext, Atlas) {
  Repository::Files files = {{"migrations/20240101000000.sql", "SELECT 1;"},
                             {"migrations/atlas.sum", ""}};
  EXPECT_EQ(Next(files, Bare()),
            "migrations/20240101000001_x.sql: -- atlas:txmode none\n\nUP;\n");
}

TEST(FilesOfNext, Supabase) {
  Repository::Files files = {
      {"supabase/migrations/20240101000000_a.sql", "SELECT 1;"}};
  EXPECT_EQ(Next(files),
            "supabase/migrations/20240101000001_check_it.sql: UP;\n");
}

TEST(FilesOfNext, NotWhereAListNamesEachMigration) {
  for (Framework framework : {Framework::kLiquibase, Framework::kDrizzle,
                              Framework::kSqitch, Framework::kRails}) {
    EXPECT_EQ(Next(Two("m/", "001_a.sql", "002_b.sql"), {}, framework), "none")
        << NameOf(framework);
  }
}

TEST(FilesOfNext, FollowsStepsInCode) {
  EXPECT_EQ(Next({{"m/00001_a.sql", "-- +goose Up\nSELECT 1;\n"},
                  {"m/00002_b.go", "package m"}}),
            "m/00003_check_it.sql: -- +goose Up\nUP;\n");
}

TEST(FilesOfNext, RunsSeveralInOrder) {
  Repository::Files before = {{"m/08_x.sql", "SELECT 1;"},
                              {"m/09_a.sql", "SELECT 1;"}};
  Repository repository(before);
  auto files =
      FilesOfNext(repository.history(), {{"a", "A;\n", ""}, {"b", "B;\n", ""}});
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].path, "m/10_a.sql");
  EXPECT_EQ(files[1].path, "m/11_b.sql");
}

TEST(FilesOfNext, RefusesAVersionThatWouldSortBefore) {
  ProjectSettings settings;
  settings.framework = Framework::kSupabase;  // sorts as text
  Repository repository({{"m/9_a.sql", "SELECT 1;"}}, settings);
  EXPECT_TRUE(FilesOfNext(repository.history(), {{"a", "A;\n", ""}}).empty());
}

TEST(AsIdentifier, QuotesWhatMustBe) {
  EXPECT_EQ(AsIdentifier("a_1"), "a_1");
  EXPECT_EQ(AsIdentifier("Order"), "\"Order\"");
  EXPECT_EQ(AsIdentifier("user"), "\"user\"");
  EXPECT_EQ(AsIdentifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(AsIdentifier("1a"), "\"1a\"");
  EXPECT_EQ(AsIdentifier("\xC3\xA9"), "\"\xC3\xA9\"");
}

}  // namespace
}  // namespace interlock::sql
