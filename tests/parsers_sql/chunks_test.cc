// SPDX-License-Identifier: Apache-2.0
// Big files are parsed in chunks of whole statements. Where a chunk ends is
// first guessed from the text; nothing may depend on the guess.
#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

constexpr size_t kChunk = 1 << 20;

// What stands where a chunk may end, and what it is read as.
struct Case {
  const char* name;
  const char* text;
  const char* kinds;
  const char* foreign = "";
  bool ends_file = false;  // what follows it would be part of it
};
const Case kCases[] = {
    {"plain", "CREATE TABLE a (b int);\nDROP TABLE a;\n",
     "CreateTable DropTable"},
    {"a string",
     "INSERT INTO a VALUES ('x;\nDROP TABLE b;\n-- z');\nDROP TABLE a;\n",
     "Insert DropTable"},
    {"a function",
     "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n"
     "UPDATE a SET b = 1;\nDELETE FROM b;\nEND;\n$$;\nDROP TABLE a;\n",
     "CreateFunction DropTable"},
    {"a body without quotes",
     "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\nSELECT 1;\n-- 2;\nSELECT "
     "2;\n"
     "END;\nDROP TABLE a;\n",
     "CreateFunction DropTable"},
    {"a comment in a statement",
     "SELECT 1 -- one;\n-- two;\n  FROM a;\nDROP TABLE a;\n",
     "Select DropTable"},
    {"a block comment", "/* SELECT 1;\nDROP TABLE b;\n */ DROP TABLE a;\n",
     "DropTable"},
    {"a rule",
     "CREATE RULE r AS ON INSERT TO a DO ALSO (\nDELETE FROM b;\n"
     "DELETE FROM c;\n);\nDROP TABLE a;\n",
     "CreateRule DropTable"},
    {"rows that are statements",
     "COPY a FROM stdin;\nDROP TABLE b;\nDROP TABLE c;\nDROP TABLE d;\n\\.\n"
     "DROP TABLE a;\n",
     "CopyData DropTable", "data"},
    {"a psql line", "DROP TABLE a;\n\\set x 1\nDROP TABLE b;\n",
     "DropTable DropTable", "psql"},
    {"nothing between", "DROP TABLE a;;\n;\nDROP TABLE b;\n",
     "DropTable DropTable"},
    {"carriage returns", "DROP TABLE a;\r\nDROP TABLE b;\r\n",
     "DropTable DropTable"},
    {"the last one open", "DROP TABLE a;\nDROP TABLE b", "DropTable DropTable",
     "", true},
};

std::string ForeignOf(const SqlFile& file) {
  std::string out;
  for (const Foreign& one : file.foreign) {
    out += one.kind == Foreign::Kind::kCopyData ? "data" : "psql";
  }
  return out;
}

// A comment before it fills the chunk up to `before` bytes, so that any byte of
// the text can be the one at which the chunk is full.
void Look(const Case& each, size_t before) {
  std::string text =
      "-- " + std::string(kChunk - before - 4, 'x') + "\n" + each.text;
  // The rest is big enough to be cut, too.
  std::string rest = each.ends_file ? ""
                                    : "\n;CREATE SCHEMA last;\n-- " +
                                          std::string(kChunk, 'y') + "\n";
  Parsed p(text + rest);
  std::string kinds = each.kinds;
  if (!rest.empty()) kinds += " CreateSchema";
  EXPECT_EQ(p.Kinds(), kinds) << each.name << ", " << before;
  EXPECT_EQ(p.Error(), "") << each.name << ", " << before;
  EXPECT_EQ(ForeignOf(p.file), each.foreign) << each.name << ", " << before;
  for (const Statement& statement : p.file.statements) {
    std::string_view words = p.Text(statement.span);
    EXPECT_FALSE(words.empty());
    EXPECT_NE(words.back(), ';');
  }
}

TEST(Chunks, EndOnlyBetweenStatements) {
  for (const Case& each : kCases) {
    std::string_view text = each.text;
    for (size_t at = 0; at <= text.size(); ++at) {
      bool line_end = at > 0 && text[at - 1] == '\n';
      bool matters = at == 0 || line_end || at == text.size() ||
                     (at < text.size() && text[at] == '\n');
      if (matters) Look(each, at);
    }
  }
}

TEST(Chunks, AStatementMayBeBiggerThanOne) {
  std::string rows = "INSERT INTO a VALUES (1)" + Repeat(",\n(2)", 400'000);
  Parsed p("CREATE TABLE a (b int);\n" + rows + ";\nDROP TABLE a;\n");
  EXPECT_EQ(p.Kinds(), "CreateTable Insert DropTable");
  EXPECT_EQ(p.Error(), "");
}

TEST(Chunks, ErrorsStandWhereTheyAre) {
  std::string part = "CREATE TABLE a (b int);\n";
  int many = static_cast<int>(kChunk / part.size()) + 100;
  std::string text = Repeat(part, many) + "CREATE TABEL c ();\n";
  size_t at = text.size() - 12;
  Parsed p(text + Repeat(part, many));
  EXPECT_EQ(p.file.statements.size(), static_cast<size_t>(2 * many));
  ASSERT_EQ(p.file.errors.size(), 1u);
  EXPECT_EQ(p.ErrorText(), "TABEL");
  EXPECT_EQ(p.file.errors[0].span.begin, at);
}

}  // namespace
}  // namespace interlock::sql
