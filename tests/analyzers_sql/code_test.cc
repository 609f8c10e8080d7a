// SPDX-License-Identifier: Apache-2.0
// What DO blocks do to the catalog.
#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

// Whether t has the column b after the code, with a table t (a int) before.
Answer HasB(const std::string& code) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql", "CREATE TABLE t (a int);"},
      {"migrations/002_b.sql", "DO $$ BEGIN " + code + " END $$;"}});
  View end = repo.End();
  const Relation* t = end.Find(Named("t"));
  return t == nullptr ? Answer::kUnknown : end.HasColumn(*t, "b");
}

TEST(Code, WhatSurelyRunsIsFollowed) {
  EXPECT_EQ(HasB("ALTER TABLE t ADD b int;"), Answer::kYes);
  EXPECT_EQ(HasB("EXECUTE 'ALTER TABLE t ADD b int';"), Answer::kYes);
  EXPECT_EQ(HasB("ALTER TABLE t ADD c int;"), Answer::kNo);
  EXPECT_EQ(HasB("UPDATE t SET a = 1;"), Answer::kNo);
}

TEST(Code, WhatIsGuardedIsLikeIfNotExists) {
  const std::string ask =
      "IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE "
      "table_name = 't' AND column_name = 'b') THEN ";
  EXPECT_EQ(HasB(ask + "ALTER TABLE t ADD b int; END IF;"), Answer::kYes);
  EXPECT_EQ(HasB("ALTER TABLE t ADD b int; " + ask +
                 "ALTER TABLE t ADD b int; ALTER TABLE t DROP b; END IF;"),
            Answer::kYes);
  EXPECT_EQ(HasB("BEGIN ALTER TABLE t ADD b int; EXCEPTION WHEN "
                 "duplicate_column THEN NULL; END;"),
            Answer::kYes);
}

TEST(Code, WhatMayRunIsUnknown) {
  EXPECT_EQ(HasB("IF x THEN ALTER TABLE t ADD b int; END IF;"),
            Answer::kUnknown);
  EXPECT_EQ(HasB("EXECUTE 'ALTER TABLE t ADD ' || x;"), Answer::kUnknown);
  EXPECT_EQ(HasB("nonsense without an end ALTER TABLE t"), Answer::kUnknown);
}

}  // namespace
}  // namespace interlock::sql
