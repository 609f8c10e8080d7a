// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kSchema =
    "CREATE DOMAIN positive AS int CHECK (VALUE > 0);"
    "CREATE DOMAIN plain AS int;"
    "CREATE FUNCTION steady() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
    "CREATE FUNCTION shaky() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    "CREATE TABLE u (id int PRIMARY KEY);"
    "CREATE TABLE p (id int, a int) PARTITION BY LIST (id);"
    "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50), c text,"
    " d timestamp, e int NOT NULL, n numeric(10,2), checked varchar(50),"
    " fk int REFERENCES u (id), CONSTRAINT long_enough CHECK (checked <> ''));";

// The worst of what the last statement does, given the schema.
std::string Worst(std::string sql, int version = 15) {
  ProjectSettings settings;
  settings.pg_version = version;
  Repository repo(Repository::Files{{"migrations/1.sql", std::string(kSchema)},
                                    {"migrations/2.sql", std::move(sql)}},
                  settings);
  std::string seen;
  repo.Each([&](const Op&, const Moment& m) {
    const RelationEffect* worst = m.effects().Worst();
    seen = worst == nullptr ? "nothing"
                            : std::string(NameOf(worst->lock)) + ", " +
                                  std::string(NameOf(worst->work)) +
                                  (worst->assumed ? "?" : "");
  });
  return seen;
}

struct Case {
  const char* sql;
  const char* worst;
};

TEST(Effects, AreWhatTheServerDoes) {
  constexpr Case kCases[] = {
      {"CREATE INDEX ON t (a)", "SHARE, index build"},
      {"CREATE INDEX CONCURRENTLY ON t (a)",
       "SHARE UPDATE EXCLUSIVE, index build"},
      {"CREATE INDEX ON ONLY p (a)", "SHARE, instant"},
      {"DROP INDEX i", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x int", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x int DEFAULT 7", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x jsonb DEFAULT '{}'::jsonb",
       "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x timestamptz DEFAULT now()",
       "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x timestamptz DEFAULT CURRENT_TIMESTAMP",
       "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x timestamptz DEFAULT clock_timestamp()",
       "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ADD x text DEFAULT md5(random()::text)",
       "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ADD x int DEFAULT steady()", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x int DEFAULT shaky()", "ACCESS EXCLUSIVE, rewrite?"},
      {"ALTER TABLE t ADD x int DEFAULT who_knows()",
       "ACCESS EXCLUSIVE, rewrite?"},
      {"ALTER TABLE t ADD x serial", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ADD x positive", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ADD x plain", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x int CHECK (x > 0)", "ACCESS EXCLUSIVE, scan"},
      {"ALTER TABLE t ADD x int UNIQUE", "ACCESS EXCLUSIVE, index build"},
      {"ALTER TABLE t ADD x int REFERENCES u (id)",
       "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD x int DEFAULT 1 REFERENCES u (id)",
       "ACCESS EXCLUSIVE, scan"},
      {"ALTER TABLE t ALTER a SET NOT NULL", "ACCESS EXCLUSIVE, scan"},
      {"ALTER TABLE t ALTER e SET NOT NULL", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER id SET NOT NULL", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER a TYPE bigint", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ALTER b TYPE varchar(100)", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER b TYPE varchar(10)", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ALTER b TYPE text", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER c TYPE varchar(9)", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ALTER n TYPE numeric(12,2)", "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER n TYPE numeric(12,3)", "ACCESS EXCLUSIVE, rewrite"},
      {"ALTER TABLE t ALTER checked TYPE varchar(100)",
       "ACCESS EXCLUSIVE, scan"},
      {"ALTER TABLE t ALTER d TYPE timestamptz", "ACCESS EXCLUSIVE, rewrite?"},
      {"SET timezone = 'UTC'; ALTER TABLE t ALTER d TYPE timestamptz",
       "ACCESS EXCLUSIVE, instant"},
      {"ALTER TABLE t ALTER nobody TYPE bigint", "ACCESS EXCLUSIVE, rewrite?"},
      {"ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id)",
       "SHARE ROW EXCLUSIVE, scan"},
      {"ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id) NOT VALID",
       "SHARE ROW EXCLUSIVE, instant"},
      {"ALTER TABLE t ADD CHECK (a > 0)", "ACCESS EXCLUSIVE, scan"},
      {"ALTER TABLE t ADD UNIQUE (a)", "ACCESS EXCLUSIVE, index build"},
      {"ALTER TABLE t VALIDATE CONSTRAINT x", "SHARE UPDATE EXCLUSIVE, scan"},
      {"CREATE TABLE x (t_id int REFERENCES t (id))",
       "SHARE ROW EXCLUSIVE, instant"},
      {"CREATE TABLE x PARTITION OF p FOR VALUES IN (1)",
       "ACCESS EXCLUSIVE, instant"},
      {"CREATE TABLE x (a int)", "nothing"},
      {"ALTER TABLE t SET (fillfactor = 80)",
       "SHARE UPDATE EXCLUSIVE, instant"},
      {"ALTER TABLE t SET UNLOGGED", "ACCESS EXCLUSIVE, rewrite"},
      {"LOCK TABLE t IN SHARE MODE", "SHARE, instant"},
      {"COMMENT ON TABLE t IS 'x'", "nothing"},
      {"REFRESH MATERIALIZED VIEW m", "ACCESS EXCLUSIVE, query"},
  };
  for (const Case& one : kCases)
    EXPECT_EQ(Worst(one.sql), one.worst) << one.sql;
}

TEST(Effects, TypesAreToldApartByWhatTheyAre) {
  std::string table = "CREATE TYPE m AS ENUM ('a'); CREATE TABLE k (c m);";
  EXPECT_EQ(Worst(table + "ALTER TYPE m RENAME TO old;"
                          "CREATE TYPE m AS ENUM ('a', 'b');"
                          "ALTER TABLE k ALTER c TYPE m USING c::text::m"),
            "ACCESS EXCLUSIVE, rewrite");
  EXPECT_EQ(Worst(table + "ALTER TYPE m RENAME TO n;"
                          "ALTER TABLE k ALTER c TYPE n"),
            "ACCESS EXCLUSIVE, instant");
  EXPECT_EQ(Worst("ALTER TABLE t ADD x int REFERENCES u (id) DEFAULT NULL"),
            "ACCESS EXCLUSIVE, scan");
}

TEST(Effects, DependOnTheVersion) {
  EXPECT_EQ(Worst("ALTER TABLE t ADD x int DEFAULT 7", 10),
            "ACCESS EXCLUSIVE, rewrite");
  EXPECT_EQ(Worst("ALTER TABLE t ADD x int DEFAULT 7", 11),
            "ACCESS EXCLUSIVE, instant");
}

TEST(Effects, DroppingATableLocksWhatItReferences) {
  Repository repo(Repository::Files{{"migrations/1.sql", std::string(kSchema)},
                                    {"migrations/2.sql", "DROP TABLE t;"}});
  repo.Each([&](const Op& op, const Moment& m) {
    if (op.kind != OpKind::kDropTable) return;
    ASSERT_NE(m.effects().On("u"), nullptr);
    EXPECT_EQ(m.effects().On("u")->lock, Lock::kAccessExclusive);
    EXPECT_EQ(m.effects().loss, Loss::kData);
  });
}

TEST(Effects, EveryFactHasAName) {
  for (const FactInfo& fact : AllFacts()) {
    EXPECT_FALSE(fact.name.empty());
    EXPECT_NE(fact.lock, Lock::kNone) << fact.name;
  }
}

}  // namespace
}  // namespace interlock::sql
