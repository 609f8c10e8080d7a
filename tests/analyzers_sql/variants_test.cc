// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/variants.h"

#include <gtest/gtest.h>

#include <vector>

#include "analyzers/sql/folders.h"

namespace interlock::sql {
namespace {

using Word = Variants::Word;
using Ending = Variants::Ending;

TEST(Variants, AreFoundByTheirStem) {
  std::vector<std::string> paths = {"m/1_a.postgres.up.sql", "m/1_a.up.sql",
                                    "m/2_b.postgres.autocommit.down.sql",
                                    "m/3_c.postgresql.sql",
                                    "m/4_\xC3\xA9.postgres.sql"};
  Variants variants(paths);
  EXPECT_TRUE(variants.Has("m/1_a", Word::kPostgres, Ending::kUp));
  EXPECT_FALSE(variants.Has("m/1_a", Word::kPostgres, Ending::kDown));
  EXPECT_FALSE(variants.Has("m/1_a", Word::kPostgresql, Ending::kUp));
  EXPECT_TRUE(variants.Has("m/2_b", Word::kPostgres, Ending::kDown));
  EXPECT_TRUE(variants.Has("m/3_c", Word::kPostgresql, Ending::kPlain));
  EXPECT_TRUE(variants.Has("m/4_\xC3\xA9", Word::kPostgres, Ending::kPlain));
  EXPECT_FALSE(variants.Has("1_a", Word::kPostgres, Ending::kUp));
}

TEST(Variants, AreNotWhatOnlyLooksLikeOne) {
  std::vector<std::string> paths = {
      "a.postgres/1.up.sql", "b.postgres.up.txt", "c.postgres.mysql.up.sql",
      "d.postgres.",         ".postgres",         "e_postgres.up.sql"};
  EXPECT_TRUE(Variants(paths).empty());
}

TEST(Folders, AnswerForEachFolderInAnyOrder) {
  Folders folders;
  EXPECT_FALSE(folders.Of("").dialect);
  EXPECT_TRUE(folders.Of("db/mysql").dialect);
  EXPECT_TRUE(folders.Of("db/mysql").dialect);
  EXPECT_FALSE(folders.Of("db").dialect);
  EXPECT_TRUE(folders.Of("db/mysql/migrations").migrations);
  EXPECT_TRUE(folders.Of("db/mysql/migrations").dialect);
  EXPECT_FALSE(folders.Of("").dialect);
}

}  // namespace
}  // namespace interlock::sql
