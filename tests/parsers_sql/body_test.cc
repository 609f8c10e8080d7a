// SPDX-License-Identifier: Apache-2.0
// SQL inside the code of DO blocks and functions.
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

// "CreateTable! DropTable?": always, g guarded, w with guarded, ? conditional.
std::string Ops(std::span<const Op* const> ops) {
  std::string out;
  for (const Op* op : ops) {
    if (!out.empty()) out += ' ';
    out += std::string(NameOf(op->kind)) + "!gw?"[int(op->condition)];
  }
  return out;
}
std::string Do(const std::string& body) {
  Parsed p("DO $$" + body + "$$; SELECT 1");
  EXPECT_EQ(p.Error(), "");
  const Body& facts = *p.Get<DoBlock>().body_facts;
  std::string out = Ops(facts.ops);
  if (!facts.readable) out += "unreadable";
  if (!facts.dynamic.empty()) out += " dynamic";
  // They are in the file's list as well, in the same statement.
  EXPECT_EQ(p.file.OpsOf(p.file.statements[0]).size(), facts.ops.size() + 1);
  for (const Op* op : facts.ops) {
    EXPECT_TRUE(op->in_block);
    EXPECT_EQ(op->statement, 0u);
  }
  return out;
}

struct Case {
  const char* body;
  const char* ops;
};
constexpr Case kCases[] = {
    {"BEGIN ALTER TABLE {{ .Schema }}.t ADD b int; CREATE INDEX ON "
     "\"{{ index .Options \"Schema\" }}\".\"t\" (b); END",
     "AddColumn! CreateIndex!"},
    {"BEGIN DROP TABLE {{ .Schema }}.t; THIS IS NONE; END",
     "DropTable! dynamic"},
    {"BEGIN CREATE TABLE t (a int); ALTER TABLE t ADD b int; END",
     "CreateTable! AddColumn!"},
    {" DECLARE x int := 1; c CURSOR FOR SELECT 1; BEGIN UPDATE t SET a = x; "
     "NULL; END;",
     "Update!"},
    {"BEGIN IF a > 1 THEN DROP TABLE t; ELSIF b THEN DROP TABLE u; ELSE DROP "
     "TABLE v; END IF; DROP TABLE w; END",
     "DropTable? DropTable? DropTable? DropTable!"},
    {"BEGIN CASE x WHEN 1 THEN DROP TABLE t; WHEN 2 THEN NULL; ELSE DROP TABLE "
     "u; END CASE; END",
     "DropTable? DropTable?"},
    {"BEGIN FOR r IN SELECT * FROM q LOOP DELETE FROM t; END LOOP; END",
     "Select! Delete?"},
    {"BEGIN <<l>> WHILE x < 3 LOOP EXIT l WHEN y; DELETE FROM t; END LOOP l; "
     "DROP TABLE t; END",
     "Delete? DropTable!"},
    {"BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'm') THEN "
     "CREATE TYPE m AS ENUM ('a'); CREATE TABLE z (); END IF; END",
     "CreateEnum g CreateTable w"},
    {"BEGIN IF (NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'other')) "
     "THEN CREATE TYPE m AS ENUM ('a'); END IF; END",
     "CreateEnum?"},
    {"BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE "
     "table_name = 't' AND column_name = 'a') THEN ALTER TABLE t RENAME a TO "
     "b; "
     "END IF; END",
     "RenameColumn g"},
    {"BEGIN IF to_regclass('public.t') IS NULL THEN CREATE TABLE t (a int); "
     "ELSE DROP TABLE t; END IF; END",
     "CreateTable g DropTable?"},
    {"BEGIN IF NOT EXISTS (SELECT 1 FROM users) THEN CREATE TABLE users (); "
     "END "
     "IF; END",
     "CreateTable?"},
    {"BEGIN ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); EXCEPTION WHEN "
     "duplicate_object OR sqlstate '42P07' THEN NULL; END",
     "AddConstraint g"},
    {"BEGIN CREATE TABLE t (); CREATE TABLE u (); EXCEPTION WHEN "
     "duplicate_table THEN NULL; END",
     "CreateTable? CreateTable?"},
    {"BEGIN CREATE TABLE t (); EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'x'; "
     "END",
     "CreateTable?"},
    {"BEGIN CREATE TABLE t (); EXCEPTION WHEN OTHERS THEN DROP TABLE u; RAISE; "
     "END",
     "CreateTable! DropTable?"},
    {"BEGIN BEGIN CREATE TABLE t (); EXCEPTION WHEN duplicate_table THEN NULL; "
     "END; CREATE TABLE u (); END",
     "CreateTable g CreateTable!"},
    {"BEGIN IF x THEN RETURN; END IF; CREATE TABLE t (); END", "CreateTable?"},
    {"BEGIN PERFORM f(1); SELECT a INTO STRICT x.y, z[1] FROM q; INSERT INTO t "
     "VALUES (1) RETURNING id INTO v; END",
     "Select! Select! Insert!"},
    {"BEGIN EXECUTE 'ALTER TABLE t ADD a text DEFAULT ''x'''; EXECUTE 'DROP "
     "TABLE ' || 't'; END",
     "AddColumn! DropTable!"},
    {"BEGIN EXECUTE 'DROP TABLE ' || name; EXECUTE format('DROP TABLE %I', x); "
     "END",
     " dynamic"},
    {"BEGIN x := CASE WHEN a THEN b END; GET DIAGNOSTICS n = ROW_COUNT; y = 2; "
     "CALL p(); COMMIT; END",
     "CallProcedure!"},
    {"BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN DROP "
     "TABLE t; RETURN 1; END $f$; END",
     "CreateFunction!"},
    {"BEGIN DO $x$ BEGIN DROP TABLE t; END $x$; END", "DoBlock! DropTable!"},
    {"BEGIN SOME nonsense; DROP TABLE t; END", "DropTable! dynamic"},
    {"BEGIN -- a 'comment\n  DROP TABLE t /* x */ ; -- more\nEND",
     "DropTable!"},
    {"this is no code", "unreadable"},
    {"BEGIN IF x THEN END", "unreadable"},
    {"BEGIN f(; END", "unreadable"},
};

TEST(Bodies, OpsAndWhenTheyRun) {
  for (const Case& c : kCases) {
    std::string expected = c.ops;
    for (size_t at; (at = expected.find(" g")) != std::string::npos;) {
      expected.erase(at, 1);
    }
    for (size_t at; (at = expected.find(" w")) != std::string::npos;) {
      expected.erase(at, 1);
    }
    EXPECT_EQ(Do(c.body), expected) << c.body;
  }
}

TEST(Bodies, SpansAreThoseOfTheFile) {
  Parsed p(
      "SELECT 1;\nDO $$ BEGIN\n  -- note\n  ALTER TABLE s.t ADD COLUMN a int, "
      "-- why\n  ADD b text; -- tail\n  EXECUTE 'DROP TABLE x CASCADE';\nEND "
      "$$");
  ASSERT_EQ(p.file.ops.size(), 5u);
  EXPECT_EQ(p.Text(p.file.ops[2]->span), "ADD COLUMN a int");
  EXPECT_EQ(p.Text(p.file.ops[3]->span), "ADD b text");
  EXPECT_EQ(p.Text(p.Get<AddColumn>().table.span), "s.t");
  EXPECT_EQ(p.Text(p.file.ops[4]->span), "DROP TABLE x CASCADE");
  EXPECT_TRUE(p.file.ops[4]->from_string);
}

TEST(Bodies, InsideOfPlainQuotes) {
  Parsed p(
      "DO 'BEGIN ALTER TABLE t ADD a text DEFAULT ''x'' NOT NULL, ADD b int; "
      "END'; DO E'BEGIN DROP TABLE t;\\nEND'");
  EXPECT_EQ(p.Kinds(), "DoBlock AddColumn AddColumn DoBlock");
  EXPECT_EQ(p.Text(p.Get<AddColumn>().column.span),
            "a text DEFAULT ''x'' NOT NULL");
  EXPECT_TRUE(p.Get<AddColumn>().column.not_null);
  EXPECT_FALSE(As<DoBlock>(*p.file.ops[3])->body_facts->readable);
}

TEST(Bodies, OfFunctionsAreKeptApart) {
  Parsed p(
      "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF x THEN "
      "DROP TABLE t; END IF; COMMIT; END $$;"
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'INSERT INTO t VALUES "
      "(1); SELECT 1';"
      "CREATE FUNCTION h() RETURNS int LANGUAGE sql BEGIN ATOMIC DELETE FROM "
      "t; "
      "SELECT 1; END;"
      "CREATE FUNCTION i() RETURNS int LANGUAGE sql RETURN 1 + 1;"
      "CREATE FUNCTION j() RETURNS int LANGUAGE c AS 'x', 'y'");
  EXPECT_EQ(p.Kinds(),
            "CreateFunction CreateFunction CreateFunction CreateFunction "
            "CreateFunction");
  std::vector<StoredCode> code;
  for (const Op* op : p.file.ops) {
    code.push_back(
        StoredCodeReader(*p.file.source).Read(*As<CreateFunction>(*op)));
  }
  EXPECT_EQ(Ops(code[0].body->ops), "DropTable?");
  EXPECT_TRUE(code[0].body->commits);
  EXPECT_EQ(Ops(code[1].body->ops), "Insert! Select!");
  EXPECT_EQ(Ops(code[2].body->ops), "Delete! Select!");
  EXPECT_EQ(Ops(code[2].file.ops), "Delete! Select!");
  EXPECT_FALSE(code[3].body->readable);
  EXPECT_FALSE(code[4].body->readable);
}

TEST(Bodies, HostileCodeEndsSoon) {
  for (std::string_view piece :
       {"IF x THEN ", "BEGIN ", "LOOP ", "CASE WHEN ", "(", "<<", "DECLARE ",
        "EXCEPTION WHEN ", "x;", "EXECUTE 'a' || ", "IF NOT EXISTS (SELECT ",
        "END ", "FOR x IN "}) {
    std::string body;
    while (body.size() < 400'000) body += piece;
    Parsed p("DO $$ BEGIN " + body + " END $$");
    ASSERT_EQ(p.file.statements.size(), 1u) << piece;
  }
}

TEST(Bodies, BigCodeIsRead) {
  std::string body;
  while (body.size() < (10u << 20)) body += "UPDATE t SET a = 1;\n";
  Parsed p("DO $$ BEGIN " + body + " END $$");
  EXPECT_TRUE(p.Get<DoBlock>().body_facts->readable);
  EXPECT_GT(p.file.ops.size(), 100'000u);
}

TEST(Bodies, CodeInCodeHasABottom) {
  std::string sql = "DROP TABLE t";
  for (int i = 0; i < 8; ++i) {
    std::string tag = "$a" + std::to_string(i) + "$";
    sql = "DO " + tag + "BEGIN " + sql + "; END" + tag;
  }
  Parsed p(sql);
  EXPECT_EQ(p.Kinds(), "DoBlock DoBlock DoBlock DoBlock");
  EXPECT_FALSE(As<DoBlock>(*p.file.ops[3])->body_facts->readable);
}

}  // namespace
}  // namespace interlock::sql
