// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/frameworks.h"

#include <gtest/gtest.h>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

// "up 0 default|down 1 none": section, unit and mode of each statement.
std::string Plan(const Parsed& p) {
  std::string out;
  for (const Statement& s : p.file.statements) {
    if (!out.empty()) out += '|';
    out += s.section == Section::kUp ? "up " : "down ";
    out += std::to_string(s.unit);
    TransactionMode mode = p.file.units.at(s.unit).mode;
    out += mode == TransactionMode::kNone      ? " none"
           : mode == TransactionMode::kWrapped ? " wrapped"
                                               : " default";
  }
  return out;
}

TEST(Directives, Goose) {
  Parsed p(
      "-- +goose NO TRANSACTION\r\n-- +goose Up\r\n-- +goose StatementBegin\r\n"
      "SELECT 1\r\n-- +goose StatementEnd\r\nSELECT 2;\r\n"
      "-- +goose Down\r\nSELECT 3;\r\n",
      Framework::kGoose);
  EXPECT_EQ(p.Error(), "");
  EXPECT_EQ(p.Statements(), "SELECT 1|SELECT 2|SELECT 3");
  EXPECT_EQ(Plan(p), "up 0 none|up 0 none|down 1 none");
  EXPECT_TRUE(p.file.has_up_section && p.file.has_down_section);
  EXPECT_EQ(p.file.directives.at(0).name, "goose no transaction");
}

TEST(Directives, Dbmate) {
  Parsed p(
      "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;",
      Framework::kDbmate);
  EXPECT_EQ(Plan(p), "up 0 none|down 1 default");
  EXPECT_EQ(p.file.directives.at(0).value, "transaction:false");
}

TEST(Directives, SqlMigrate) {
  Parsed p(
      "-- +migrate Up notransaction\nSELECT 1;\n-- +migrate Down\nSELECT 2;",
      Framework::kSqlMigrate);
  EXPECT_EQ(Plan(p), "up 0 none|down 1 default");
}

TEST(Directives, Liquibase) {
  Parsed p(
      "--liquibase formatted sql\n"
      "--changeset ann:1 runInTransaction:false\nSELECT 1;\n"
      "--rollback DROP TABLE a;\n--rollback DROP TABLE b;\n"
      "--changeset ann:2\nSELECT 2;\n--rollback empty\n",
      Framework::kLiquibase);
  EXPECT_EQ(p.Error(), "");
  EXPECT_EQ(p.Statements(), "SELECT 1|DROP TABLE a|DROP TABLE b|SELECT 2");
  EXPECT_EQ(Plan(p), "up 0 none|down 0 none|down 0 none|up 1 default");
  EXPECT_EQ(p.file.units.at(0).name, "ann:1");
  for (const Statement& s : p.file.statements) {
    for (const Op* op : p.file.OpsOf(s)) {
      EXPECT_EQ(&p.file.statements[op->statement], &s);
    }
  }
}

TEST(Directives, LiquibaseDelimiter) {
  Parsed p(
      "--liquibase formatted sql\n--changeset a:1 endDelimiter:GO\n"
      "SELECT 1\nGO\nSELECT 2\nGO\n",
      Framework::kLiquibase);
  EXPECT_EQ(p.Error(), "");
  EXPECT_EQ(p.Statements(), "SELECT 1|SELECT 2");
  // No alias, though the grammar would take it for one.
  Parsed one(
      "--liquibase formatted sql\n--changeset a:1 endDelimiter:GO\n"
      "CREATE VIEW v AS SELECT 1\nGO\n",
      Framework::kLiquibase);
  EXPECT_EQ(one.Statements(), "CREATE VIEW v AS SELECT 1");
}

TEST(Directives, Others) {
  EXPECT_EQ(Plan(Parsed("-- no-transaction\nSELECT 1", Framework::kSqlx)),
            "up 0 none");
  EXPECT_EQ(Plan(Parsed("-- atlas:txmode none\n\nSELECT 1", Framework::kAtlas)),
            "up 0 none");
  EXPECT_EQ(Plan(Parsed("-- Revert app:a from pg\nBEGIN;", Framework::kSqitch)),
            "down 0 default");
  Parsed drizzle("SELECT 1;--> statement-breakpoint\nSELECT 2",
                 Framework::kDrizzle);
  EXPECT_EQ(drizzle.file.directives.size(), 1u);
  EXPECT_EQ(drizzle.Statements(), "SELECT 1|SELECT 2");
  // Another tool's directive is a plain comment.
  EXPECT_EQ(Plan(Parsed("-- no-transaction\nSELECT 1", Framework::kGoose)),
            "up 0 default");
  Parsed bare("SELECT 1\n--> statement-breakpoint\nDROP TABLE a",
              Framework::kDrizzle);
  EXPECT_EQ(bare.Kinds(), "Select DropTable");
}

TEST(Frameworks, NamesGoBothWays) {
  for (int i = 0; i < kFrameworkCount; ++i) {
    Framework found = Framework::kPlain;
    std::string_view name = NameOf(static_cast<Framework>(i));
    ASSERT_TRUE(FrameworkNamed(name, &found)) << name;
    EXPECT_EQ(found, static_cast<Framework>(i));
  }
  Framework none;
  EXPECT_FALSE(FrameworkNamed("nosuch", &none));
}

TEST(Frameworks, TextTells) {
  const std::pair<const char*, Framework> cases[] = {
      {"-- +goose Up\n", Framework::kGoose},
      {"-- migrate:up\n", Framework::kDbmate},
      {"-- +migrate Up\n", Framework::kSqlMigrate},
      {"--liquibase formatted sql\n", Framework::kLiquibase},
      {"SELECT 1;--> statement-breakpoint\n", Framework::kDrizzle},
      {"-- atlas:txmode none\n", Framework::kAtlas},
      {"-- no-transaction\n", Framework::kSqlx},
      {"-- CreateTable\nCREATE TABLE a ();", Framework::kPrisma},
      {"-- Deploy app:a to pg\n", Framework::kSqitch},
      {"SELECT 1 -- nothing", Framework::kPlain},
  };
  for (const auto& [text, framework] : cases) {
    EXPECT_EQ(GuessFramework(text).framework, framework) << text;
  }
}

}  // namespace
}  // namespace interlock::sql
