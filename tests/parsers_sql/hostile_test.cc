// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

// Much slower than any machine needs, much faster than a square.
constexpr auto kPatience = std::chrono::seconds(20);

std::vector<std::string> HostileTexts() {
  return {
      "SELECT 1" + Repeat("+1", 64000),
      "ALTER TABLE t ADD CHECK (a IS NOT NULL" +
          Repeat(" AND b IS NOT NULL", 50000) + ")",
      "SELECT " + Repeat("(", 100000) + "1" + Repeat(")", 100000),
      "SELECT " + Repeat("NOT ", 100000) + "1",
      "SELECT 1" + Repeat(" UNION SELECT 1", 50000),
      "SELECT " + Repeat("CASE WHEN 1 THEN ", 30000),
      "ALTER TABLE t ALTER a SET DEFAULT 1" + Repeat("::int", 100000),
      Repeat("/*", 300000),
      Repeat("/**/", 200000),
      "SELECT 1" + Repeat("+/**/1", 100000),
      "SELECT 1 " + Repeat("+", 500000) + " 1",
      Repeat("-", 500000),
      Repeat("'", 500001),
      Repeat("\"", 500001),
      Repeat("$", 500001),
      Repeat("$a$b", 150000),
      Repeat("{{", 300000),
      Repeat(":'", 300000),
      Repeat(";", 500000),
      Repeat("\\x\n", 100000),
      Repeat("COPY t FROM stdin;\n", 30000),
      Repeat("foo;", 100000),
      "DROP TABLE a;\nDROP TABLE a;\n" + Repeat(";\n/*", 900) +
          Repeat("x", 3000000) + Repeat("*/", 900) + ";",
      Repeat("CREATE foo\n", 50000),
      Repeat("CREATE TABLE a (b int)\n", 20000),
      "DROP TABLE " + Repeat("U&\"a\", ", 60000) + "b",
      "CREATE TYPE m AS ENUM (" + Repeat("E'a\\n', ", 60000) + "'b')",
      "CREATE TABLE t (" + Repeat("a int default 1 check (a>1), ", 20000) +
          "b int)",
      "ALTER TABLE t " + Repeat("DROP COLUMN U&\"a\", ", 20000) + "ADD b int",
      "WITH " + Repeat("x AS (DELETE FROM t WHERE a=1), ", 10000) +
          "y AS (SELECT 1) SELECT 1",
      "CREATE SCHEMA s " + Repeat("CREATE TABLE a (b int) ", 20000),
  };
}

void ParseAll() {
  for (const std::string& text : HostileTexts()) {
    auto begin = std::chrono::steady_clock::now();
    Parsed p(text);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kPatience)
        << text.substr(0, 60);
    EXPECT_LE(p.file.errors.size(), 100u);
  }
}

TEST(Hostile, EndsSoonOnTheMainThread) { ParseAll(); }

TEST(Hostile, EndsSoonOnAnotherThread) { std::thread(ParseAll).join(); }

TEST(Hostile, NestingBeyondTheGrammarIsAnError) {
  Parsed p("SELECT " + Repeat("(", 100000) + "1" + Repeat(")", 100000) +
           "; DROP TABLE a;");
  EXPECT_EQ(p.Error(), "statement is nested too deeply");
  EXPECT_EQ(p.Kinds(), "DropTable");
}

TEST(Hostile, LongChainsAreRead) {
  Parsed p("ALTER TABLE t ADD a int DEFAULT 1" + Repeat("+f()", 64000));
  EXPECT_EQ(p.Get<AddColumn>().column.default_value().functions().size(),
            64000u);
}

TEST(Hostile, OperatorRunsAreNamedAndLeftOut) {
  Parsed p("SELECT 1 " + Repeat("+", 3000) + " 1; DROP TABLE a;");
  EXPECT_EQ(p.Error(), "operator is too long: PostgreSQL allows 63 characters");
  EXPECT_EQ(p.file.errors[0].span, (Span{9, 3009}));
  EXPECT_NE(p.Kinds().find("DropTable"), std::string::npos);
}

TEST(Hostile, BigFilesAreCutAtStatementEnds) {
  std::string text;
  for (int i = 0; i < 60000; ++i) {
    text += "INSERT INTO t (a) VALUES (" + std::to_string(i) + ", ';'); ";
  }
  text += "COPY t FROM stdin;\n1\n\\.\nUPDATE TABLE x; DROP TABLE a";
  ASSERT_GT(text.size(), 2u << 20);
  Parsed p(text);
  EXPECT_EQ(p.file.statements.size(), 60002u);
  ASSERT_EQ(p.file.errors.size(), 1u);
  EXPECT_EQ(p.ErrorText(), "TABLE");
  EXPECT_EQ(p.Text(p.file.statements[59999].span),
            "INSERT INTO t (a) VALUES (59999, ';')");
  EXPECT_EQ(p.Text(p.Get<DropTable>().tables[0].span), "a");
  EXPECT_EQ(p.file.foreign.size(), 1u);
}

TEST(Hostile, OneGiantStatementIsRefused) {
  Parsed p("DROP TABLE a; INSERT INTO t VALUES (1)" + Repeat(",(1)", 4500000) +
           "; DROP TABLE b");
  EXPECT_EQ(p.Kinds(), "DropTable DropTable");
  EXPECT_EQ(p.Error(), "statement is larger than 16 MiB and is not analysed");
}

TEST(Threads, GiveTheSame) {
  const std::string text = Repeat(
      "CREATE TABLE a (b int DEFAULT f()); SELECT '\u00e9' FROM TABLE x;", 50);
  Parsed expected(text);
  std::vector<std::thread> threads;
  std::vector<std::string> kinds(4);
  for (std::string& out : kinds) {
    threads.emplace_back([&out, &text] {
      for (int i = 0; i < 20; ++i) out = Parsed(text).Kinds();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& found : kinds) EXPECT_EQ(found, expected.Kinds());
}

}  // namespace
}  // namespace interlock::sql
