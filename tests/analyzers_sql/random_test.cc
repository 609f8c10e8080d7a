// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "analyzers/sql/facts.h"
#include "analyzers/sql/reversibility.h"
#include "repository.h"

namespace interlock::sql {
namespace {

class Discard : public Writer {
 public:
  void Write(std::string_view bytes) override { size += bytes.size(); }
  size_t size = 0;
};

constexpr std::string_view kStatements[] = {
    "CREATE TABLE @ (# int PRIMARY KEY, # text UNIQUE);",
    "CREATE TABLE IF NOT EXISTS @ (# int);",
    "CREATE TABLE @ PARTITION OF @ DEFAULT;",
    "CREATE TABLE @ (LIKE @);",
    "DROP TABLE @;",
    "DROP TABLE IF EXISTS @ CASCADE;",
    "ALTER TABLE @ ADD COLUMN # int;",
    "ALTER TABLE @ DROP COLUMN #;",
    "ALTER TABLE @ RENAME COLUMN # TO #;",
    "ALTER TABLE @ RENAME TO @;",
    "ALTER TABLE @ SET SCHEMA s;",
    "ALTER TABLE @ ALTER # TYPE varchar(9);",
    "ALTER TABLE @ ALTER # SET NOT NULL;",
    "ALTER TABLE @ ADD CONSTRAINT # CHECK (# IS NOT NULL) NOT VALID;",
    "ALTER TABLE @ VALIDATE CONSTRAINT #;",
    "ALTER TABLE @ DROP CONSTRAINT #;",
    "ALTER TABLE @ ADD FOREIGN KEY (#) REFERENCES @ (#);",
    "ALTER TABLE @ ATTACH PARTITION @ DEFAULT;",
    "ALTER TABLE @ DETACH PARTITION @;",
    "CREATE UNIQUE INDEX # ON @ (#);",
    "DROP INDEX #;",
    "CREATE TYPE @ AS ENUM ('a', 'b');",
    "ALTER TYPE @ ADD VALUE '#';",
    "ALTER TYPE @ RENAME VALUE 'a' TO '#';",
    "DROP TYPE @;",
    "DROP VIEW @;",
    "CREATE VIEW @ AS SELECT # FROM @;",
    "DO $$ BEGIN DROP TABLE @; END $$;",
    "SET search_path = s, public;",
    "BEGIN;",
    "COMMIT;",
    "ROLLBACK;",
    "SET LOCAL lock_timeout = '1s';",
    "INSERT INTO @ (#) VALUES (1) ON CONFLICT DO NOTHING;",
    "DELETE FROM @;",
    "UPDATE @ SET # = 1;",
    "THIS IS NOT SQL;",
    "CREATE INDEX ON \"@\xC3\xA9\xF0\x9F\x98\x80\" (#);\r\n",
};

std::string Statement(std::mt19937& random) {
  std::string text;
  for (char c : kStatements[random() % std::size(kStatements)]) {
    if (c == '@') {
      text += "t" + std::to_string(random() % 6);
    } else if (c == '#') {
      text += "c" + std::to_string(random() % 5);
    } else {
      text += c;
    }
  }
  return text;
}

TEST(RandomHistories, AreFollowedWithoutHarm) {
  std::mt19937 random(7);
  for (int round = 0; round < 150; ++round) {
    Repository::Files files;
    for (int file = 0; file < 4; ++file) {
      std::string text;
      for (int i = 0; i < 25; ++i) text += Statement(random) + "\n";
      files["migrations/" + std::to_string(file) + ".sql"] = text;
      files["migrations/" + std::to_string(file) + ".down.sql"] =
          Statement(random);
    }
    Repository repo(std::move(files));
    Discard sink;
    {
      JsonWriter out(sink, JsonLayout::kCompact);
      WriteHistoryJson(repo.history(), out);
    }
    EXPECT_GT(sink.size, 100u);
    for (const Migration& migration : repo.history().migrations) {
      RemovalsOf(repo.history(), migration);
    }
  }
}

TEST(Hostile, LongChainsStayCheap) {
  std::string sql = "CREATE TABLE t (c int);";
  for (int i = 0; i < 20000; ++i) {
    std::string n = std::to_string(i);
    sql += "ALTER TABLE t ADD CONSTRAINT k" + n +
           " CHECK (c > 0); ALTER TABLE t ALTER c SET NOT NULL;"
           "ALTER TABLE t RENAME COLUMN c TO d;"
           "ALTER TABLE t RENAME COLUMN d TO c;";
  }
  Repository repo(Repository::Files{{"migrations/1.sql", sql}});
  size_t seen = 0;
  repo.Each([&](const Op&, const Moment& m) {
    seen += m.effects().relations().size();
  });
  EXPECT_EQ(seen, 80000u);
}

}  // namespace
}  // namespace interlock::sql
