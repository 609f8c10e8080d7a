// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

TEST(Extents, AreTrimmedOfBlanksAndComments) {
  Parsed p(
      "\xEF\xBB\xBF-- head\n /* a /* b */ */ SELECT 1 -- x\n /* y */ ;\r\n"
      ";; SELECT ';' -- z;\n");
  EXPECT_EQ(p.Statements(), "SELECT 1|SELECT ';'");
  ASSERT_EQ(p.file.comments.size(), 5u);
  EXPECT_TRUE(p.file.comments[0].own_line);
  EXPECT_FALSE(p.file.comments[2].own_line);
  EXPECT_EQ(p.Text(p.file.comments[1].span), "/* a /* b */ */");
}

TEST(Extents, CommentsAreNotSeenInStrings) {
  EXPECT_EQ(
      ScanComments("SELECT '--a', \"/*\", $$--$$, E'\\'--', a$b--c").size(),
      1u);
  EXPECT_TRUE(ScanComments("'--").empty());
}

TEST(Errors, OneBadStatementHidesNoOther) {
  Parsed p(
      "CREATE TABLE a (b int);\n"
      "UPDATE TABLE a SET b = 1;\n"
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
      "CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2);\n"
      "DROP TABLE a;");
  EXPECT_EQ(p.Kinds(), "CreateTable CreateFunction CreateRule DropTable");
  ASSERT_EQ(p.file.errors.size(), 1u);
  EXPECT_EQ(p.Error(), "syntax error at or near \"TABLE\"");
  EXPECT_EQ(p.ErrorText(), "TABLE");
}

TEST(Errors, PositionsCountBytesAfterOtherText) {
  Parsed p(
      "SELECT '\u00e9\U0001F600';\nSELECT '\u00e9\U0001F600' FROM TABLE x;");
  ASSERT_EQ(p.file.errors.size(), 1u);
  EXPECT_EQ(p.ErrorText(), "TABLE");
  EXPECT_EQ(p.Kinds(), "Select");
}

TEST(Errors, AMissingSemicolonCostsNothing) {
  Parsed p(
      "CREATE TABLE a (b int)\nCREATE TABLE c (d int);\n"
      "UPDATE TABLE a\nCREATE TABLE e (f int);");
  EXPECT_EQ(p.Kinds(), "CreateTable CreateTable CreateTable");
  ASSERT_EQ(p.file.errors.size(), 2u);
  EXPECT_EQ(p.ErrorText(), "CREATE");
  EXPECT_EQ(p.file.errors[0].help, "add ';' before this line");
}

TEST(Errors, SayWhatIsOpen) {
  const std::pair<const char*, const char*> cases[] = {
      {"SELECT 'a", "string is never closed"},
      {"SELECT \"a", "quoted name is never closed"},
      {"SELECT $x$a", "dollar-quoted text is never closed"},
      {"SELECT 1 /* a", "block comment is never closed"},
      {"CREATE TABLE a (", "syntax error: the statement ends too early"},
      {"SELECT `a`", "syntax error at or near \"`\""},
  };
  for (const auto& [sql, message] : cases) {
    EXPECT_EQ(Parsed(sql).Error(), message) << sql;
  }
}

TEST(Errors, BadBytesAreNamedAndTheRestIsRead) {
  Parsed nul(std::string("SELECT 1;\0SELECT 2;", 19));
  EXPECT_EQ(nul.Kinds(), "Select Select");
  ASSERT_EQ(nul.file.errors.size(), 1u);
  EXPECT_EQ(nul.file.errors[0].span, (Span{9, 10}));
  Parsed bad("SELECT '\xff'; SELECT 2;");
  EXPECT_EQ(bad.Kinds(), "Select Select");
  ASSERT_EQ(bad.file.errors.size(), 1u);
  EXPECT_EQ(bad.file.errors[0].span, (Span{8, 9}));
}

TEST(Foreign, PlaceholdersKeepOffsets) {
  Parsed p(
      "ALTER TABLE ${schema}.t ADD a int;\n"
      "DROP TABLE {{ .Name }};\n"
      "GRANT SELECT ON t TO :role;\n"
      "SELECT :'x', a::\"Role\" FROM :\"tab\" WHERE b = $%B%$;");
  EXPECT_EQ(p.Error(), "");
  EXPECT_EQ(p.Kinds(), "AddColumn DropTable Grant Select");
  EXPECT_EQ(p.Text(p.Get<AddColumn>().span), "ADD a int");
  std::string found;
  for (const Foreign& f : p.file.foreign) {
    EXPECT_EQ(f.kind, Foreign::Kind::kPlaceholder);
    found += std::string(p.Text(f.span)) + "|";
  }
  EXPECT_EQ(found, "${schema}|{{ .Name }}|:role|:'x'|:\"tab\"|$%B%$|");
}

TEST(Foreign, GoodTextIsLeftAlone) {
  Parsed p("SELECT a::\"Role\", ARRAY[[1],[2]], '{{x}}', b[1:c] FROM t");
  EXPECT_EQ(p.Error(), "");
  EXPECT_TRUE(p.file.foreign.empty());
}

TEST(Foreign, PsqlLinesAndCopyData) {
  Parsed p(
      "\\set ON_ERROR_STOP on\n"
      "SELECT 1 AS a \\gset\n"
      "COPY t (a, b) FROM stdin;\n"
      "1\tit's; DROP TABLE x;\n"
      "\\.\n"
      "DROP TABLE y;\n\\i other.sql\n");
  EXPECT_EQ(p.Error(), "");
  EXPECT_EQ(p.Kinds(), "Select CopyData DropTable");
  ASSERT_EQ(p.file.foreign.size(), 4u);
  EXPECT_EQ(p.file.foreign[2].kind, Foreign::Kind::kCopyData);
  EXPECT_EQ(p.Text(p.file.foreign[2].span), "1\tit's; DROP TABLE x;\n\\.");
}

TEST(Foreign, CopyWithoutDataEndsAtItsSemicolon) {
  Parsed p("\\x\nCOPY t FROM STDIN; DROP TABLE y;");
  EXPECT_EQ(p.Kinds(), "CopyData DropTable");
}

}  // namespace
}  // namespace interlock::sql
