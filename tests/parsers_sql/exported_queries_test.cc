// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/exported_queries.h"

#include <gtest/gtest.h>

#include "core/source.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {
namespace {

std::string Csv(std::string_view text) {
  return OnlyQueries(text, ExportFormat::kCsv);
}
std::string Json(std::string_view text) {
  return OnlyQueries(text, ExportFormat::kJson);
}

TEST(ExportedQueries, CsvKeepsQueriesInTheirPlaces) {
  EXPECT_EQ(Csv("query,calls\nselect 1,7\n"), "            select 1;  ");
  EXPECT_EQ(Csv("calls,query\n7,select 1\n"), "              select 1;");
  EXPECT_EQ(Csv("calls,query\n7,select 1"), "              select 1");
  EXPECT_EQ(Csv("query\n\"select 1,\n2\"\n"), "       select 1,\n2; ");
}

TEST(ExportedQueries, CsvTakesOtherDelimitersAndQuotedNames) {
  EXPECT_EQ(Csv("a;\"Query\"\n1;x\n"), "            x;");
  EXPECT_EQ(Csv("a\tquery\r\n1\tx\r\n"), "           x; ");
  EXPECT_EQ(Csv("\xEF\xBB\xBFquery,b\nx,1\n"), "           x;  ");
}

TEST(ExportedQueries, DoubledQuotesBecomeQuotedNames) {
  EXPECT_EQ(Csv("query\n\"a \"\"b c\"\" d\"\n"), "       a  \"b c\"  d; ");
  EXPECT_EQ(Json(R"({"query":"a \"b c\" d"})"), "          a  \"b c\"  d; ");
}

TEST(ExportedQueries, WithoutTheColumnNothingIsRead) {
  EXPECT_EQ(Csv("text,calls\nselect 1,7\n"), std::string(22, ' '));
  EXPECT_EQ(Json(R"({"text": "select 1"})"), std::string(20, ' '));
  EXPECT_EQ(Csv(""), "");
  EXPECT_EQ(Json(""), "");
}

TEST(ExportedQueries, JsonTakesTheValueOfTheKeyAlone) {
  EXPECT_EQ(Json(R"(["query","x"])"), std::string(13, ' '));
  EXPECT_EQ(Json(R"({"query" : "x"})"), "            x; ");
  EXPECT_EQ(Json(R"({"query":7,"b":"x"})"), std::string(19, ' '));
  EXPECT_EQ(Json(R"({"query":"a\nb"})"), "          a  b; ");
}

TEST(ExportedQueries, TextThatEndsEarlyIsTakenAsFarAsItGoes) {
  for (std::string_view text :
       {"query\n\"select", "query\n\"", "query\n\"a\"\"", "query,"}) {
    EXPECT_EQ(Csv(text).size(), text.size());
  }
  for (std::string_view text : {R"({"query":"a\)", R"({"query":")",
                                R"({"query)", R"({"query":"\u00)"}) {
    EXPECT_EQ(Json(text).size(), text.size());
  }
}

TEST(ExportedQueries, WhatCannotBeReadIsLeftOut) {
  Source source("q.csv",
                "query\nselect interval $1\n<insufficient privilege>\n"
                "\"select \"\"caf\u00e9\"\" from t -- x\n\"\nselect 2\n");
  SqlFile file = ParseQueries(source, ExportFormat::kCsv);
  EXPECT_TRUE(file.errors.empty());
  ASSERT_EQ(file.statements.size(), 3u);
  EXPECT_EQ(source.Text(file.statements[2].span), "select 2");
}

}  // namespace
}  // namespace interlock::sql
