// SPDX-License-Identifier: Apache-2.0
#include "tests/hostile/repository.h"

namespace interlock::test {
namespace {

constexpr size_t kLong = 200'000'000;

TEST_F(HostileTest, SqlExpressionOfManyTerms) {
  WriteSql("SELECT 1" + Repeat(" + 1", 64000) + ";\n" + "SELECT FROM WHERE;\n");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("sql-syntax"), std::string::npos);
  EXPECT_NE(ended.out.find("migrations/1_a.sql:2:"), std::string::npos)
      << ended.out.substr(0, 2000);
}

TEST_F(HostileTest, SqlManyAndOrTerms) {
  WriteSql("SELECT 1 WHERE a = 1" + Repeat(" OR a = 1 AND b = 2", 64000) + ";");
  EXPECT_EQ(Check().exit, 0);
}

class Nested : public HostileTest {
 protected:
  // So deep that a grammar runs out of stack: an error for the file's reader,
  // with its place, and the next statement is still judged.
  void Deep(std::string_view open, std::string_view middle,
            std::string_view close) {
    WriteSql("SELECT " + Repeat(open, 100000) + std::string(middle) +
             Repeat(close, 100000) + ";\nSELECT FROM WHERE;\n");
    const Ended ended = Check();
    EXPECT_EQ(ended.exit, 1);
    EXPECT_NE(ended.out.find("sql-syntax"), std::string::npos);
    EXPECT_LT(ended.all().size(), 20000u) << "echoes the input";
  }
};

TEST_F(Nested, Parentheses) { Deep("(", "1", ")"); }
TEST_F(Nested, Arrays) { Deep("ARRAY[", "1", "]"); }
TEST_F(Nested, Subqueries) { Deep("(SELECT ", "1", ")"); }
TEST_F(Nested, Functions) { Deep("f(", "1", ")"); }
TEST_F(Nested, Cases) { Deep("CASE WHEN ", "1", " THEN 1 END"); }
TEST_F(Nested, Signs) { Deep("- ", "1", ""); }
TEST_F(Nested, Nots) { Deep("NOT ", "true", ""); }
TEST_F(Nested, NeverClosed) { Deep("(", "", ""); }
TEST_F(Nested, NeverOpened) { Deep("", "1", ")"); }

TEST_F(HostileTest, SqlNestedComments) {
  WriteSql(Repeat("/* ", 100000) + "x" + Repeat(" */", 100000) +
           "\nSELECT FROM WHERE;\n");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("1_a.sql:2:"), std::string::npos);
}

TEST_F(HostileTest, SqlCommentNeverClosed) {
  WriteSql("SELECT 1;\n/* " + Repeat("/* x ", 100000));
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("sql-syntax"), std::string::npos);
}

TEST_F(HostileTest, SqlQuotesNeverClosed) {
  for (int i = 0; i < 3; ++i) {
    const std::string_view quotes[] = {"'", "\"", "$x$"};
    Write("migrations/" + std::to_string(i) + "_a.sql",
          "SELECT " + std::string(quotes[i]) + Repeat("a ; -- ", 100000));
  }
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  for (std::string_view name : {"0_a.sql", "1_a.sql", "2_a.sql"}) {
    EXPECT_NE(ended.out.find(name), std::string::npos) << name;
  }
}

TEST_F(HostileTest, SqlManyDollarTags) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += "$t" + std::to_string(i) + "$ ";
  WriteSql(text);
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileTest, SqlManyBrokenStatements) {
  WriteSql(Repeat("SELECT FROM WHERE;\n", 20000));
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("sql-syntax"), std::string::npos);
}

TEST_F(HostileTest, SqlOneLongLine) {
  const std::string row =
      "INSERT INTO t VALUES (1, '" + std::string(2000, 'x') + "'); ";
  WriteLong("migrations/1_a.sql", "", row, kLong, "SELECT FROM WHERE;");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("sql-syntax"), std::string::npos);
  EXPECT_LT(ended.out.size(), 20000u) << "prints the line";
}

TEST_F(HostileTest, SqlOneLongLiteral) {
  WriteLong("migrations/1_a.sql", "SELECT '", "0123456789abcdef", kLong,
            "';\nSELECT FROM WHERE;\n");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("1_a.sql:2:"), std::string::npos);
}

TEST_F(HostileTest, SqlManyTinyStatements) {
  WriteLong("migrations/1_a.sql", "", ";SELECT 1", 9'000'000, ";");
  EXPECT_EQ(Check().exit, 0);
}

TEST_F(HostileTest, SqlManyTables) {
  std::string text = "SET lock_timeout = '1s';\n";
  for (int i = 0; i < 30000; ++i) {
    text += "CREATE TABLE t" + std::to_string(i) + " (id bigint);\n";
  }
  WriteSql(text);
  EXPECT_EQ(Check().exit, 0);
}

TEST_F(HostileTest, SqlOneTableChangedOften) {
  std::string text = "SET lock_timeout = '1s';\nCREATE TABLE t (id bigint);\n";
  for (int i = 0; i < 20000; ++i) {
    text += "ALTER TABLE t ADD COLUMN c" + std::to_string(i) + " int;\n";
    text += "ALTER TABLE t RENAME TO u;\nALTER TABLE u RENAME TO t;\n";
  }
  WriteSql(text);
  const Ended ended = Check();
  EXPECT_TRUE(ended.exit == 0 || ended.exit == 1);
}

TEST_F(HostileTest, SqlManyFunctionsThatUseWhatGoes) {
  std::string text = "CREATE TABLE t (id bigint, gone int);\n";
  for (int i = 0; i < 30000; ++i) {
    text += "CREATE FUNCTION f" + std::to_string(i) +
            "() RETURNS void LANGUAGE plpgsql AS $$ BEGIN -- why\n"
            "UPDATE t SET gone = id; END $$;\n";
  }
  Write("migrations/1_a.sql", text);
  text = "ALTER TABLE t DROP COLUMN gone;\n";
  for (int i = 0; i < 10000; ++i) {
    text += "DROP VIEW IF EXISTS v" + std::to_string(i) + ";\n";
  }
  Write("migrations/2_b.sql", text);
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileTest, SqlTextThatIsNone) {
  Write("migrations/1_latin.sql", "SELECT 'caf\xe9';\nSELECT FROM WHERE;\n");
  Write("migrations/2_nul.sql", std::string("SELECT 1;\0SELECT 2;\n", 20));
  Write("migrations/3_utf16.sql",
        std::string("\xff\xfeS\0E\0L\0E\0C\0T\0 \0001\0;\0\n\0", 22));
  Write("migrations/4_lone.sql", "SELECT '\xed\xa0\x80\xf4\x90\x80\x80';\n");
  Write("migrations/5_cut.sql", "SELECT 1; -- \xf0\x9f");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("2_nul.sql"), std::string::npos);
  EXPECT_NE(ended.out.find("3_utf16.sql"), std::string::npos);
  EXPECT_NE(ended.out.find("1_latin.sql"), std::string::npos);
}

}  // namespace
}  // namespace interlock::test
