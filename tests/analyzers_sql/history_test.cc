// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

struct Case {
  const char* name;
  Framework framework;
  Repository::Files files;
  std::string order;
  size_t downs;
};

class HistoryOrder : public testing::TestWithParam<Case> {};

TEST_P(HistoryOrder, IsTheFrameworks) {
  Repository repo(GetParam().files);
  ASSERT_EQ(repo.histories().size(), 1u);
  EXPECT_EQ(NameOf(repo.history().framework), NameOf(GetParam().framework));
  EXPECT_EQ(repo.Order(), GetParam().order);
  size_t downs = 0;
  for (const Migration& m : repo.history().migrations) {
    downs += m.down != nullptr;
  }
  EXPECT_EQ(downs, GetParam().downs);
}

const char* const kGoose =
    "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n";
const char* const kDbmate = "-- migrate:up\nSELECT 1;\n-- migrate:down\n";

INSTANTIATE_TEST_SUITE_P(
    All, HistoryOrder,
    testing::Values(
        Case{"Goose",
             Framework::kGoose,
             {{"m/10_b.sql", kGoose}, {"m/9_a.sql", kGoose}},
             "m/9_a.sql m/10_b.sql",
             2},
        Case{"Dbmate",
             Framework::kDbmate,
             {{"db/migrations/20200101_a.sql", kDbmate},
              {"db/migrations/20190101_b.sql", kDbmate}},
             "db/migrations/20190101_b.sql db/migrations/20200101_a.sql",
             2},
        Case{"GolangMigrate",
             Framework::kGolangMigrate,
             {{"m/2_b.up.sql", ""},
              {"m/2_b.down.sql", ""},
              {"m/10_c.up.sql", ""},
              {"go.mod", ""}},
             "m/2_b.up.sql m/10_c.up.sql",
             1},
        Case{"Sqlx",
             Framework::kSqlx,
             {{"migrations/2_b.up.sql", ""},
              {"migrations/2_b.down.sql", ""},
              {"Cargo.toml", ""}},
             "migrations/2_b.up.sql",
             1},
        Case{"Flyway",
             Framework::kFlyway,
             {{"f/V2_10__b.sql", ""},
              {"f/V2.9__a.sql", ""},
              {"f/R__views.sql", ""},
              {"f/U2.9__a.sql", ""}},
             "f/V2.9__a.sql f/V2_10__b.sql f/R__views.sql",
             1},
        Case{"Prisma",
             Framework::kPrisma,
             {{"prisma/migrations/2021_b/migration.sql", ""},
              {"prisma/migrations/2020_a/migration.sql", ""},
              {"prisma/migrations/2020_a/down.sql", ""},
              {"prisma/migrations/migration_lock.toml",
               "provider = \"postgresql\""}},
             "prisma/migrations/2020_a/migration.sql "
             "prisma/migrations/2021_b/migration.sql",
             1},
        Case{"Diesel",
             Framework::kDiesel,
             {{"migrations/2_b/up.sql", ""},
              {"migrations/2_b/down.sql", ""},
              {"migrations/1_a/up.sql", ""},
              {"diesel.toml", ""}},
             "migrations/1_a/up.sql migrations/2_b/up.sql",
             1},
        Case{"DieselVersionsHaveNoDashes",
             Framework::kDiesel,
             {{"migrations/2017-09-23-182408_b/up.sql", ""},
              {"migrations/20170804200817_a/up.sql", ""},
              {"migrations/2026-07-27-143313-0000_d/up.sql", ""},
              {"migrations/20180101000000_c/up.sql", ""},
              {"diesel.toml", ""}},
             "migrations/20170804200817_a/up.sql "
             "migrations/2017-09-23-182408_b/up.sql "
             "migrations/20180101000000_c/up.sql "
             "migrations/2026-07-27-143313-0000_d/up.sql",
             0},
        Case{"Sqitch",
             Framework::kSqitch,
             {{"deploy/users.sql", ""},
              {"deploy/apps.sql", ""},
              {"revert/users.sql", ""},
              {"verify/users.sql", ""},
              {"sqitch.plan",
               "%project=x\n\nusers 2020-01-01 a\n"
               "apps [users] 2020 b\n"}},
             "deploy/users.sql deploy/apps.sql",
             1},
        Case{"Supabase",
             Framework::kSupabase,
             {{"supabase/migrations/2_a.sql", ""},
              {"supabase/migrations/1_b.sql", ""}},
             "supabase/migrations/1_b.sql supabase/migrations/2_a.sql",
             0},
        Case{"Atlas",
             Framework::kAtlas,
             {{"m/2.sql", ""}, {"m/1.sql", ""}, {"m/atlas.sum", ""}},
             "m/1.sql m/2.sql",
             0},
        Case{"Drizzle",
             Framework::kDrizzle,
             {{"drizzle/0001_b.sql", ""},
              {"drizzle/0000_a.sql", ""},
              {"drizzle/meta/_journal.json", "{}"}},
             "drizzle/0000_a.sql drizzle/0001_b.sql",
             0},
        Case{"DrizzleByItsJournal",
             Framework::kDrizzle,
             {{"drizzle/0001_b.sql", ""},
              {"drizzle/0000_a.sql", ""},
              {"drizzle/0002_never_run.sql", ""},
              {"drizzle/meta/_journal.json",
               R"({"entries": [{"idx": 0, "tag": "0001_b"},
                   {"idx": 1, "tag" : "0000_a"}, {"tag"}]})"}},
             "drizzle/0001_b.sql drizzle/0000_a.sql drizzle/0002_never_run.sql",
             0},
        Case{"PopTakesItsOwnDatabases",
             Framework::kPop,
             {{"m/20200101_a.up.sql", ""},
              {"m/20200101_a.down.sql", ""},
              {"m/20200101_a.mysql.up.sql", ""},
              {"m/20200102_b.up.sql", ""},
              {"m/20200102_b.postgres.up.sql", ""},
              {"m/20200102_b.postgres.down.sql", ""},
              {"m/20200102_b.cockroach.up.sql", ""},
              {"m/20200103_c.postgres.autocommit.up.sql", ""}},
             "m/20200101_a.up.sql m/20200102_b.postgres.up.sql "
             "m/20200103_c.postgres.autocommit.up.sql",
             2},
        Case{"PopByItsTemplates",
             Framework::kPop,
             {{"m/1_a.up.sql", "SELECT 1 FROM {{ index .Options \"N\" }}.a;"},
              {"m/2_b.up.sql", ""},
              {"go.mod", ""}},
             "m/1_a.up.sql m/2_b.up.sql",
             0},
        Case{"NumberedFolders",
             Framework::kGolangMigrate,
             {{"m/9/02_b.up.sql", ""},
              {"m/9/02_b.down.sql", ""},
              {"m/10/01_c.up.sql", ""},
              {"m/9/01_a.up.sql", ""},
              {"go.mod", ""}},
             "m/9/01_a.up.sql m/9/02_b.up.sql m/10/01_c.up.sql",
             1},
        Case{"FlywayLooksBelow",
             Framework::kFlyway,
             {{"db/migration/v1/V1.10__b.sql", ""},
              {"db/migration/v1/V1.9__a.sql", ""},
              {"db/migration/V2__c.sql", ""}},
             "db/migration/v1/V1.9__a.sql db/migration/v1/V1.10__b.sql "
             "db/migration/V2__c.sql",
             0},
        Case{"Refinery",
             Framework::kRefinery,
             {{"m/V2__b.sql", ""}, {"m/U10__c.sql", ""}, {"Cargo.toml", ""}},
             "m/V2__b.sql m/U10__c.sql",
             0},
        Case{"Hasura",
             Framework::kHasura,
             {{"migrations/default/1_a/up.sql", ""},
              {"migrations/default/1_a/down.sql", ""},
              {"config.yaml", ""},
              {"metadata/version.yaml", ""}},
             "migrations/default/1_a/up.sql",
             1},
        Case{"Tern",
             Framework::kTern,
             {{"m/002_b.sql",
               "SELECT 1;\n---- create above / drop below ----\nSELECT 2;"},
              {"m/001_a.sql", "---- create above / drop below ----\n"}},
             "m/001_a.sql m/002_b.sql",
             2},
        Case{"PlainCrLfAndBom",
             Framework::kPlain,
             {{"migrations/10_b.sql", "\xEF\xBB\xBFSELECT 1;\r\n"},
              {"migrations/9_a.sql", "SELECT 'h\xC3\xA9';\r\n"}},
             "migrations/9_a.sql migrations/10_b.sql",
             0}),
    [](const auto& param_info) { return param_info.param.name; });

TEST(History, FlywayFoldersWithTheSameVersionAreApart) {
  Repository repo(Repository::Files{{"db/migration/one/V1__a.sql", ""},
                                    {"db/migration/two/V1__a.sql", ""}});
  EXPECT_EQ(repo.histories().size(), 2u);
}

TEST(History, OneNumberedFolderIsNoPartOfAVersion) {
  Repository repo(Repository::Files{
      {"m/2024/1_a.up.sql", ""}, {"m/2024/2_b.up.sql", ""}, {"go.mod", ""}});
  EXPECT_EQ(repo.history().folder, "m/2024");
  EXPECT_EQ(repo.history().migrations.front().version, "1_a");
}

TEST(History, LeavesOutQueriesAndOthersWork) {
  Repository repo(Repository::Files{
      {"queries/a.sql", "-- name: Drop :exec\nDROP TABLE t;\n"},
      {"sqlcv1/a.sql", "-- name: Drop :exec\nDROP TABLE t;\n"},
      {"sqlcv1/b.sql", "-- name: something else\nDROP TABLE t;\n"},
      {"vendor/x/migrations/1_a.up.sql", ""},
      {"pkg/stub/migrations/1_a.up.sql", ""}});
  ASSERT_EQ(repo.histories().size(), 1u);
  EXPECT_EQ(repo.Order(), "sqlcv1/b.sql");
}

TEST(History, LeavesOutOtherDatabases) {
  Repository repo(
      Repository::Files{{"migrations/postgres/1_a.up.sql", ""},
                        {"migrations/mysql/1_a.up.sql", ""},
                        {"migrations/sqlite3/1_a.up.sql", ""},
                        {"migrations/postgres/2_b.sqlite.up.sql", ""}});
  ASSERT_EQ(repo.histories().size(), 1u);
  EXPECT_EQ(repo.Order(), "migrations/postgres/1_a.up.sql");
  EXPECT_FALSE(IsOtherDialect("db/0001_drop_mysql_fdw.sql"));
  EXPECT_TRUE(IsOtherDialect("db/init.mysql.sql"));
}

TEST(History, APrismaFolderOfAnotherDatabaseIsNone) {
  Repository repo(Repository::Files{
      {"prisma/migrations/1_a/migration.sql", ""},
      {"prisma/migrations/migration_lock.toml", "provider = \"mysql\""}});
  EXPECT_TRUE(repo.histories().empty());
}

TEST(History, FindsTheRollbackOfTheDocuments) {
  Repository repo(
      Repository::Files{{"db/migrations/001_a.sql", "SELECT 1;"},
                        {"docs/migrations/rollback.sql", "SELECT 1;"}});
  ASSERT_EQ(repo.histories().size(), 1u);
  EXPECT_EQ(repo.history().rollbacks.size(), 1u);
}

TEST(History, StepsInCodeLeaveDoubt) {
  Repository repo(Repository::Files{{"m/1_a.sql", std::string(kGoose) + "\n"},
                                    {"m/2_b.go", "package m"},
                                    {"m/3_c.sql", kGoose}});
  EXPECT_EQ(repo.Order(), "m/1_a.sql m/2_b.go m/3_c.sql");
  EXPECT_EQ(repo.End().Absent(), Answer::kUnknown);
}

TEST(History, TestFilesAreNoMigrations) {
  Repository repo(Repository::Files{{"tests/data.sql", "DELETE FROM t;"},
                                    {"cleanup.sql", "DELETE FROM t;"}});
  ASSERT_EQ(repo.histories().size(), 1u);
  EXPECT_TRUE(repo.history().lone);
  EXPECT_EQ(repo.Order(), "cleanup.sql");
}

TEST(History, VersionsOutliveTheirMaking) {
  Repository repo({{"2024_long_enough_to_lie_on_the_heap.up.sql", "SELECT 1;"},
                   {"go.mod", ""}});
  EXPECT_EQ(repo.history().migrations.front().version,
            "2024_long_enough_to_lie_on_the_heap");
}

TEST(History, ProvenanceLeadsBackToTheOp) {
  Repository repo(
      Repository::Files{{"migrations/001_a.sql", "CREATE TABLE t (a int);"},
                        {"migrations/002_b.sql", "SELECT 1; SELECT 2;"}});
  const Relation* t = repo.End().Find(Named("t"));
  EXPECT_EQ(repo.history().MigrationAt(t->born)->path, "migrations/001_a.sql");
  EXPECT_EQ(repo.history().OpAt(t->born)->kind, OpKind::kCreateTable);
}

}  // namespace
}  // namespace interlock::sql
