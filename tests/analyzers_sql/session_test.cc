// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

TEST(Settings, ReadsDurations) {
  EXPECT_EQ(ParseDuration("5s"), 5000);
  EXPECT_EQ(ParseDuration("'500ms'"), 500);
  EXPECT_EQ(ParseDuration("2 min"), 120000);
  EXPECT_EQ(ParseDuration("1000"), 1000);
  EXPECT_EQ(ParseDuration("0"), 0);
  EXPECT_EQ(ParseDuration("100us"), 1);
  EXPECT_EQ(ParseDuration("soon"), std::nullopt);
  EXPECT_EQ(ParseDuration("-1"), std::nullopt);
  EXPECT_EQ(ParseDuration(""), std::nullopt);
}

// The lock_timeout that each SELECT meets, in milliseconds.
std::vector<int64_t> Timeouts(std::string sql, ProjectSettings settings = {},
                              std::string path = "migrations/1_a.sql") {
  Repository repo(
      Repository::Files{{std::move(path), std::move(sql)}, {"go.mod", ""}},
      std::move(settings));
  std::vector<int64_t> seen;
  repo.Each([&](const Op& op, const Moment& m) {
    if (op.kind == OpKind::kSelect) {
      seen.push_back(m.settings.lock_timeout().milliseconds);
    }
  });
  return seen;
}
using Seen = std::vector<int64_t>;

TEST(Settings, FollowTheSession) {
  EXPECT_EQ(Timeouts("SELECT 1; SET lock_timeout='5s'; SELECT 1;"
                     "RESET lock_timeout; SELECT 1;"),
            (Seen{0, 5000, 0}));
  EXPECT_EQ(Timeouts("BEGIN; SET LOCAL lock_timeout='5s'; SELECT 1; COMMIT;"
                     "SELECT 1;"),
            (Seen{5000, 0}));
  EXPECT_EQ(Timeouts("SET LOCAL lock_timeout='5s'; SELECT 1;"), (Seen{0}));
  EXPECT_EQ(Timeouts("BEGIN; SET lock_timeout='5s'; ROLLBACK; SELECT 1;"),
            (Seen{0}));
  EXPECT_EQ(Timeouts("BEGIN; SET lock_timeout='5s'; COMMIT; SELECT 1;"),
            (Seen{5000}));
  EXPECT_EQ(
      Timeouts("SET lock_timeout='5s'; BEGIN;"
               "SET LOCAL lock_timeout='9s'; SELECT 1; COMMIT; SELECT 1;"),
      (Seen{9000, 5000}));
}

TEST(Settings, SavepointsAndDiscardGoBack) {
  EXPECT_EQ(
      Timeouts("BEGIN; SET lock_timeout='1s'; SAVEPOINT a;"
               "SET lock_timeout='2s'; SAVEPOINT b; SET LOCAL lock_timeout=3;"
               "SELECT 1; ROLLBACK TO b; SELECT 1; ROLLBACK TO SAVEPOINT a;"
               "SELECT 1; SET lock_timeout='4s'; RELEASE a; SELECT 1; COMMIT;"
               "SELECT 1;"),
      (Seen{3, 2000, 1000, 4000, 4000}));
  EXPECT_EQ(Timeouts("BEGIN; SAVEPOINT a; SET lock_timeout='2s';"
                     "ROLLBACK TO a; COMMIT; SELECT 1;"),
            (Seen{0}));
  EXPECT_EQ(Timeouts("SET lock_timeout='2s'; DISCARD ALL; SELECT 1;"
                     "SET lock_timeout='2s'; DISCARD TEMP; SELECT 1;"),
            (Seen{0, 2000}));
  EXPECT_EQ(Timeouts("BEGIN; ROLLBACK TO nobody; RELEASE nobody; SELECT 1;"),
            (Seen{0}));
  std::string many = "BEGIN;";
  for (int i = 0; i < 500; ++i) many += "SAVEPOINT s;";
  EXPECT_EQ(Timeouts(many + "SET lock_timeout=1; ROLLBACK TO s; SELECT 1;"),
            (Seen{0}));
}

TEST(Settings, ByFunction) {
  EXPECT_EQ(Timeouts("SELECT set_config('lock_timeout', '5s', false);"
                     "SELECT 1;"),
            (Seen{5000}));
  EXPECT_EQ(Timeouts("BEGIN; SELECT set_config('lock_timeout', '5s', true);"
                     "SELECT 1; COMMIT; SELECT 1;"),
            (Seen{5000, 0}));
}

TEST(Settings, OtherTimeoutsAndTexts) {
  ProjectSettings given;
  given.session_settings = {"role=runner", "transaction_timeout=1min"};
  Repository repo(
      Repository::Files{{"migrations/1_a.sql",
                         "SET statement_timeout='1s'; SET ROLE 'owner';"
                         "SET idle_in_transaction_session_timeout='2s';"
                         "SET search_path = one, two; SELECT 1;"
                         "RESET ALL; SELECT 2; SET TIME ZONE 'UTC'; SELECT 3;"
                         "RESET ROLE; BEGIN;"
                         "SET LOCAL search_path = three; SELECT 4; COMMIT;"}},
      std::move(given));
  std::string seen;
  repo.Each([&](const Op& op, const Moment& m) {
    if (op.kind != OpKind::kSelect) return;
    for (TimeoutKind kind : {TimeoutKind::kStatement, TimeoutKind::kIdle,
                             TimeoutKind::kTransaction}) {
      seen += std::to_string(m.settings.Get(kind).milliseconds) + ' ';
    }
    seen += std::string(m.settings.Get(TextKind::kRole).value) + ' ';
    seen += std::string(m.settings.Get(TextKind::kSearchPath).value) + ' ';
    seen += std::string(m.settings.Lasting(TextKind::kSearchPath).value);
    seen += m.settings.utc() == Answer::kYes ? " utc\n" : "\n";
  });
  EXPECT_EQ(seen,
            "1000 2000 60000 owner one, two one, two\n"
            "0 0 60000 owner  \n"
            "0 0 60000 owner   utc\n"
            "0 0 60000 runner three  utc\n");
}

TEST(Settings, TheRunnersComeBackAtReset) {
  ProjectSettings settings;
  settings.session_settings = {"lock_timeout=2s"};
  EXPECT_EQ(Timeouts("SELECT 1; SET lock_timeout=0; SELECT 1;"
                     "RESET ALL; SELECT 1;",
                     settings),
            (Seen{2000, 0, 2000}));
}

TEST(Settings, SetLocalHoldsInsideTheFrameworksTransaction) {
  EXPECT_EQ(Timeouts("-- +goose Up\nSET LOCAL lock_timeout='5s';\nSELECT 1;\n"),
            (Seen{5000}));
  EXPECT_EQ(Timeouts("-- +goose NO TRANSACTION\n-- +goose Up\n"
                     "SET LOCAL lock_timeout='5s';\nSELECT 1;\n"),
            (Seen{0}));
}

// Whether each SELECT runs in a transaction.
std::string InTransaction(Repository::Files files) {
  Repository repo(std::move(files));
  std::string seen;
  repo.Each([&](const Op& op, const Moment& m) {
    if (op.kind == OpKind::kSelect) seen += m.InTransaction() ? 'y' : 'n';
  });
  return seen;
}

TEST(Transactions, FollowTheFramework) {
  const std::string two = "SELECT 1;\nSELECT 2;\n";
  EXPECT_EQ(InTransaction({{"migrations/1.sql", two}}), "nn");
  EXPECT_EQ(InTransaction({{"m/1.up.sql", two}}), "yy");
  EXPECT_EQ(InTransaction({{"m/1.up.sql", "SELECT 1;"}}), "n");
  EXPECT_EQ(InTransaction({{"m/V1__a.sql", two}}), "yy");
  EXPECT_EQ(InTransaction({{"m/V1__a.sql", two},
                           {"m/V1__a.sql.conf", "executeInTransaction=false"}}),
            "nn");
  EXPECT_EQ(InTransaction({{"m/1_a/up.sql", two}}), "yy");
  EXPECT_EQ(
      InTransaction({{"m/1_a/up.sql", two},
                     {"m/1_a/metadata.toml", "run_in_transaction = false\n"}}),
      "yy");
  EXPECT_EQ(
      InTransaction({{"m/1_a/up.sql", "SELECT 1;"},
                     {"m/1_a/metadata.toml", "run_in_transaction = false\n"}}),
      "n");
  // Sent as one string, two statements share a transaction of the server's.
  EXPECT_EQ(InTransaction({{"m/1.sql", "-- migrate:up transaction:false\n" +
                                           two + "-- migrate:down\n"}}),
            "yy");
  EXPECT_EQ(InTransaction({{"m/1.sql",
                            "-- migrate:up transaction:false\nSELECT 1;\n"
                            "-- migrate:down\n"}}),
            "n");
  EXPECT_EQ(InTransaction({{"m/1.sql", "-- migrate:up\n" + two}}), "yy");
  EXPECT_EQ(InTransaction({{"migrations/1_a.sql", "-- no-transaction\n" + two},
                           {"Cargo.toml", ""}}),
            "yy");
  EXPECT_EQ(
      InTransaction({{"migrations/1_a.sql", "-- no-transaction\nSELECT 1;\n"},
                     {"Cargo.toml", ""}}),
      "n");
}

TEST(Transactions, FollowTheLesserKnownRunners) {
  const std::string two = "SELECT 1;\nSELECT 2;\n";
  EXPECT_EQ(InTransaction({{"m/1_a.postgres.up.sql", two}}), "yy");
  EXPECT_EQ(InTransaction({{"m/1_a.autocommit.up.sql", "SELECT 1;"}}), "n");
  EXPECT_EQ(InTransaction({{"m/1_a.autocommit.up.sql", two}}), "yy");
  EXPECT_EQ(InTransaction({{"m/1.sql", two + "---- create above / drop below "
                                             "----\nSELECT 3;"}}),
            "yy");
  EXPECT_EQ(InTransaction({{"m/1.sql", "---- tern: disable-tx ----\n" + two}}),
            "nn");
  EXPECT_EQ(InTransaction({{"m/V1__a.sql", two}, {"Cargo.toml", ""}}), "yy");
  EXPECT_EQ(InTransaction({{"m/1.sql", two + "-- //@UNDO\nSELECT 3;"}}), "yy");
  EXPECT_EQ(InTransaction({{"m/1_a.sql", "-- Up Migration\n" + two +
                                             "-- Down Migration\nSELECT 3;"},
                           {"package.json", ""}}),
            "yy");
  EXPECT_EQ(InTransaction({{"m/000001.sql", "--! Previous: -\n" + two}}), "yy");
  EXPECT_EQ(InTransaction({{"migrations/default/1_a/up.sql", two},
                           {"config.yaml", ""},
                           {"metadata/version.yaml", ""}}),
            "yy");
}

TEST(Transactions, FollowTheFile) {
  EXPECT_EQ(InTransaction({{"migrations/1.sql",
                            "SELECT 1; BEGIN; SELECT 1; COMMIT; SELECT 1;"}}),
            "nyn");
  EXPECT_EQ(InTransaction({{"m/V1__a.sql", "SELECT 1; COMMIT; SELECT 1;"}}),
            "yn");
  EXPECT_EQ(InTransaction({{"m/1_a/up.sql", "SELECT 1; COMMIT; SELECT 1;"}}),
            "yy");
}

TEST(Transactions, AgeTellsNewFromOld) {
  Repository repo(
      Repository::Files{{"migrations/1.sql", "CREATE TABLE old (a int);"},
                        {"migrations/2.sql",
                         "CREATE TABLE fresh (a int); BEGIN;"
                         "CREATE TABLE inner_one (a int); SELECT 1; COMMIT;"}});
  repo.Each([&](const Op& op, const Moment& m) {
    if (op.kind != OpKind::kSelect) return;
    EXPECT_EQ(m.AgeOf(Named("old")), Age::kOlder);
    EXPECT_EQ(m.AgeOf(Named("fresh")), Age::kNewInFile);
    EXPECT_EQ(m.AgeOf(Named("inner_one")), Age::kNewInTransaction);
    EXPECT_EQ(m.AgeOf(Named("nobody")), Age::kUnknown);
  });
}

}  // namespace
}  // namespace interlock::sql
