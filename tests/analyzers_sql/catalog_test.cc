// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "analyzers/sql/reversibility.h"
#include "repository.h"

namespace interlock::sql {
namespace {

std::string TypeOf(const View& view, std::string_view table,
                   std::string_view column) {
  const Relation* relation = view.Find(Named(table));
  if (relation == nullptr) return "no table";
  auto found = view.FindColumn(*relation, column);
  if (!found) return "no column";
  return found->type == nullptr ? "?" : Spelled(*found->type);
}

TEST(Catalog, AnswersForEachMoment) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql", "CREATE TABLE t (a varchar(50), b int);"},
      {"migrations/002_b.sql",
       "ALTER TABLE t ALTER COLUMN a TYPE varchar(100);"
       "ALTER TABLE t DROP COLUMN b;"
       "ALTER TABLE t ADD COLUMN c text NOT NULL;"}});
  std::vector<std::string> seen;
  repo.Each([&](const Op&, const Moment& m) {
    seen.push_back(TypeOf(m.view, "t", "a") + " " + TypeOf(m.view, "t", "b"));
  });
  EXPECT_EQ(seen, (std::vector<std::string>{
                      "no table no table", "varchar(50) int4",
                      "varchar(100) int4", "varchar(100) no column"}));
  EXPECT_EQ(TypeOf(repo.End(), "t", "c"), "text");
  const Relation* t = repo.End().Find(Named("t"));
  EXPECT_EQ(repo.End().IsNotNull(*t, "c"), Answer::kYes);
  EXPECT_EQ(repo.End().IsNotNull(*t, "a"), Answer::kNo);
  EXPECT_EQ(repo.End().HasColumn(*t, "zzz"), Answer::kNo);
}

TEST(Catalog, FollowsRenames) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "CREATE TABLE t (a int PRIMARY KEY, b int, CHECK (b IS NOT NULL));"
       "ALTER TABLE t RENAME COLUMN a TO x;"
       "ALTER TABLE t RENAME COLUMN b TO y;"
       "ALTER TABLE t RENAME TO u;"}});
  View end = repo.End();
  EXPECT_EQ(end.Find(Named("t")), nullptr);
  const Relation* u = end.Find(Named("u"));
  ASSERT_NE(u, nullptr);
  EXPECT_EQ(end.IsNotNull(*u, "x"), Answer::kYes);
  EXPECT_NE(end.ProofOfNotNull(*u, "y"), nullptr);
  EXPECT_EQ(end.ProofOfNotNull(*u, "b"), nullptr);
  EXPECT_FALSE(end.FindColumn(*u, "a"));
}

TEST(Catalog, KnowsWhenAConstraintIsValid) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "CREATE TABLE t (a int);"
       "ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID;"
       "ALTER TABLE t VALIDATE CONSTRAINT k;"
       "SELECT 1;"}});
  std::vector<bool> proved;
  repo.Each([&](const Op&, const Moment& m) {
    const Relation* t = m.view.Find(Named("t"));
    proved.push_back(t != nullptr && m.view.ProofOfNotNull(*t, "a") != nullptr);
  });
  EXPECT_EQ(proved, (std::vector<bool>{false, false, false, true}));
}

TEST(Catalog, ChoosesConstraintNamesAsTheServerDoes) {
  Repository repo(
      Repository::Files{{"migrations/001_a.sql",
                         "CREATE TABLE t (id int PRIMARY KEY, e text UNIQUE,"
                         " r int REFERENCES t (id), c int CHECK (c > 0));"}});
  const Relation* t = repo.End().Find(Named("t"));
  for (auto name : {"t_pkey", "t_e_key", "t_r_fkey", "t_c_check"}) {
    EXPECT_NE(repo.End().FindConstraint(*t, name), nullptr) << name;
  }
}

TEST(Catalog, AnUnseenTableIsAssumed) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql", "ALTER TABLE old ADD COLUMN a int;"}});
  const Relation* old = repo.End().Find(Named("old"));
  ASSERT_NE(old, nullptr);
  EXPECT_TRUE(old->assumed);
  EXPECT_EQ(repo.End().HasColumn(*old, "b"), Answer::kUnknown);
  EXPECT_EQ(repo.End().HasColumn(*old, "a"), Answer::kYes);
  EXPECT_EQ(repo.End().HasUniqueKey(*old), Answer::kUnknown);
}

TEST(Catalog, CodeTaintsWhatItNames) {
  Repository repo(
      Repository::Files{{"migrations/001_a.sql",
                         "CREATE TABLE t (a int); CREATE TABLE u (a int);"
                         "DO $$ BEGIN IF x THEN ALTER TABLE t ADD b int; END "
                         "IF; END $$;"}});
  View end = repo.End();
  EXPECT_FALSE(end.Trusts(*end.Find(Named("t"))));
  EXPECT_TRUE(end.Trusts(*end.Find(Named("u"))));
  EXPECT_EQ(end.Exists(Named("nobody")), Answer::kUnknown);
}

TEST(Catalog, CodeThatBuildsStatementsTaintsAll) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "CREATE TABLE u (a int);"
       "DO $$ BEGIN EXECUTE format('DROP TABLE %I', x); END $$;"}});
  View end = repo.End();
  EXPECT_FALSE(end.Trusts(*end.Find(Named("u"))));
}

TEST(Catalog, HarmlessCodeTaintsNothing) {
  Repository repo(Repository::Files{{"migrations/001_a.sql",
                                     "CREATE TABLE u (a int);"
                                     "DO $$ BEGIN PERFORM 1 FROM u; END $$;"}});
  EXPECT_EQ(repo.End().Exists(Named("nobody")), Answer::kNo);
}

TEST(Catalog, SearchPathDecides) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "SET search_path = app, public; CREATE TABLE t (a int);"},
      {"migrations/002_b.sql", "CREATE TABLE public.t (b int); SELECT 1;"}});
  View end = repo.End();
  ASSERT_NE(end.Find("app", "t"), nullptr);
  ASSERT_NE(end.Find("public", "t"), nullptr);
  EXPECT_NE(end.Find("app", "t"), end.Find("public", "t"));
  EXPECT_EQ(end.Find("", "t"), end.Find("public", "t"));
}

TEST(Catalog, EnumsKeepTheirLabels) {
  Repository repo(
      Repository::Files{{"migrations/001_a.sql",
                         "CREATE TYPE mood AS ENUM ('sad', 'ok');"
                         "ALTER TYPE mood ADD VALUE 'happy';"
                         "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';"}});
  const TypeFact* mood = repo.End().FindType("", "mood");
  ASSERT_NE(mood, nullptr);
  EXPECT_TRUE(repo.End().HasLabel(*mood, "happy"));
  EXPECT_TRUE(repo.End().HasLabel(*mood, "fine"));
  EXPECT_FALSE(repo.End().HasLabel(*mood, "ok"));
}

TEST(Catalog, DroppedTablesTakeTheirIndexesAlong) {
  Repository repo(
      Repository::Files{{"migrations/001_a.sql",
                         "CREATE TABLE t (a int); CREATE INDEX i ON t (a);"
                         "DROP TABLE t; CREATE TABLE t (b int);"}});
  View end = repo.End();
  EXPECT_EQ(end.Find(Named("i")), nullptr);
  EXPECT_EQ(TypeOf(end, "t", "a"), "no column");
  EXPECT_EQ(TypeOf(end, "t", "b"), "int4");
}

TEST(Catalog, WideTablesAreStillCheap) {
  std::string sql = "CREATE TABLE t (c0 int";
  for (int i = 1; i < 1500; ++i) sql += ", c" + std::to_string(i) + " int";
  sql += ");";
  for (int i = 0; i < 1500; ++i) {
    sql +=
        "ALTER TABLE t ALTER COLUMN c" + std::to_string(i) + " SET DEFAULT 1;";
  }
  Repository repo(Repository::Files{{"migrations/001_a.sql", sql}});
  View end = repo.End();
  EXPECT_EQ(end.Columns(*end.Find(Named("t"))).size(), 1500u);
}

TEST(Timeline, FindsEachVersion) {
  Arena arena;
  Slot slot;
  std::vector<int> values(3000);
  for (Time t = 1; t <= 3000; ++t) {
    slot.Append(arena, t * 2, &values[t - 1]);
  }
  const Version* newest = slot.newest;
  for (Time t = 1; t <= 3000; ++t) {
    EXPECT_EQ(Version::Before(newest, t * 2 + 1)->value, &values[t - 1]);
    const Version* before = Version::Before(newest, t * 2);
    if (t == 1) {
      EXPECT_EQ(before, nullptr);
    } else {
      EXPECT_EQ(before->value, &values[t - 2]);
    }
  }
}

TEST(NameCounts, CountsUpAndDown) {
  NameCounts counts;
  EXPECT_FALSE(counts.Has(7));
  for (uint64_t hash = 0; hash < 1000; ++hash) counts.Count(hash, 1);
  counts.Count(7, 1);
  counts.Count(7, -1);
  counts.Count(8, -1);
  counts.Count(8, -1);
  EXPECT_TRUE(counts.Has(0));
  EXPECT_TRUE(counts.Has(7));
  EXPECT_FALSE(counts.Has(8));
  EXPECT_TRUE(counts.Has(999));
  EXPECT_FALSE(counts.Has(1000));
}

TEST(Catalog, LeavesOutWhatARollbackUndoes) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "CREATE TABLE t (a int);"
       "BEGIN; ALTER TABLE t ADD COLUMN b int; CREATE TABLE u (x int);"
       "ROLLBACK;"
       "BEGIN; ALTER TABLE t ADD COLUMN c int; SAVEPOINT s;"
       "ALTER TABLE t DROP COLUMN a; SAVEPOINT s; DROP TABLE t;"
       "ROLLBACK TO s; ALTER TABLE t ADD COLUMN d int; RELEASE s;"
       "ROLLBACK TO SAVEPOINT s; ALTER TABLE t ADD COLUMN e int; COMMIT;"
       "BEGIN; ALTER TABLE t ADD COLUMN f int;"}});
  View end = repo.End();
  EXPECT_EQ(end.Find(Named("u")), nullptr);
  const Relation* t = end.Find(Named("t"));
  ASSERT_NE(t, nullptr);
  std::string names;
  for (const Column& column : end.Columns(*t)) names += column.name;
  EXPECT_EQ(names, "ace");
}

TEST(Catalog, LosesWhatNobodyCommits) {
  Repository::Files files = {
      {"migrations/001_a.sql", "CREATE TABLE t (a int);"},
      {"migrations/002_b.sql",
       "BEGIN; CREATE TABLE u (x int); ALTER TABLE u ADD COLUMN y int;"
       "ALTER TABLE t ADD COLUMN b int; ALTER TABLE t DROP COLUMN a;"
       "CREATE INDEX i ON t (b);"},
      {"migrations/003_c.sql", "CREATE TABLE v (a int);"}};
  Repository repo(files);
  View end = repo.End();
  EXPECT_EQ(end.Find(Named("u")), nullptr);
  EXPECT_EQ(end.Find(Named("i")), nullptr);
  const Relation* t = end.Find(Named("t"));
  ASSERT_NE(t, nullptr);
  EXPECT_FALSE(end.Trusts(*t));
  EXPECT_FALSE(end.FindColumn(*t, "b"));
  EXPECT_NE(end.Exists(Named("u")), Answer::kNo);
  const Relation* v = end.Find(Named("v"));
  ASSERT_NE(v, nullptr);
  EXPECT_TRUE(end.Trusts(*v));
  // While the file runs, it is there.
  std::string seen;
  repo.Each([&](const Op& op, const Moment& m) {
    const auto* add = As<AddColumn>(op);
    if (add != nullptr && add->column.name.text == "y") {
      seen = TypeOf(m.view, "u", "x");
    }
  });
  EXPECT_EQ(seen, "int4");
  // A runner that commits by itself ends it.
  ProjectSettings wrapped;
  wrapped.framework = Framework::kFlyway;
  Repository committed(
      Repository::Files{{"db/V1__a.sql", "BEGIN; CREATE TABLE u (x int);"}},
      wrapped);
  EXPECT_NE(committed.End().Find(Named("u")), nullptr);
}

TEST(Catalog, PassesOverASchemaThatIsNotMadeYet) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "SET search_path TO app, public; CREATE TABLE early (a int);"
       "CREATE SCHEMA app; CREATE TABLE late (a int);"},
      {"migrations/002_b.sql",
       "SET search_path TO elsewhere, public; CREATE TABLE other (a int);"}});
  EXPECT_NE(repo.End().Find("public", "early"), nullptr);
  EXPECT_NE(repo.End().Find("app", "late"), nullptr);
  EXPECT_NE(repo.End().Find("elsewhere", "other"), nullptr);
}

TEST(Catalog, TakesActionsInTheServersPasses) {
  Repository repo(Repository::Files{
      {"migrations/001_a.sql",
       "CREATE TABLE t (a int, b int);"
       "ALTER TABLE t ADD COLUMN a text, ALTER COLUMN b SET NOT NULL, "
       "ALTER COLUMN b TYPE bigint, DROP COLUMN a;"}});
  EXPECT_EQ(TypeOf(repo.End(), "t", "a"), "text");
  EXPECT_EQ(TypeOf(repo.End(), "t", "b"), "int8");
}

}  // namespace
}  // namespace interlock::sql
