// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's own regression SQL: every statement of DDL that parses is
// lowered to an op that says what it does.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> Files() {
  std::vector<fs::path> out;
  fs::path folder = fs::path(INTERLOCK_SOURCE_DIR) / "build/deps/pgregress/sql";
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".sql") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Statements that run what another statement prepared: no DDL of their own.
bool RunsPrepared(std::string_view what) { return what.starts_with("EXECUTE"); }

class Tally {
 public:
  explicit Tally(const fs::path& path)
      : name_(path.filename().string()), parsed_(Read(path)) {}

  void Check(std::map<std::string, int>& kinds) {
    const SqlFile& file = parsed_.file;
    size_t size = parsed_.source.text().size();
    for (const Statement& statement : file.statements) {
      EXPECT_GT(statement.op_count, 0u)
          << name_ << ": " << parsed_.Text(statement.span);
    }
    for (const Op* op : file.ops) {
      ++kinds[std::string(NameOf(op->kind))];
      EXPECT_LE(op->span.begin, op->span.end) << name_;
      EXPECT_LE(op->span.end, size) << name_;
      const Statement& statement = file.statements[op->statement];
      EXPECT_GE(op->span.begin, statement.span.begin) << name_;
      EXPECT_LE(op->span.end, statement.span.end) << name_;
      if (auto* unknown = As<Unknown>(*op)) {
        EXPECT_TRUE(RunsPrepared(unknown->what))
            << name_ << ": " << parsed_.Text(statement.span);
      }
      Bodies(*op);
    }
    statements_ += file.statements.size();
  }
  size_t statements() const { return statements_; }
  int read = 0;
  int unread = 0;

 private:
  void Bodies(const Op& op) {
    const Body* body = nullptr;
    StoredCode code;
    std::string_view language;
    if (auto* block = As<DoBlock>(op)) {
      body = block->body_facts;
      language = block->language;
    } else if (auto* function = As<CreateFunction>(op)) {
      code = StoredCodeReader(*parsed_.file.source).Read(*function);
      body = code.body;
      language = function->language;
    }
    if (language != "plpgsql") return;
    ++(body->readable ? read : unread);
  }

  std::string name_;
  Parsed parsed_;
  size_t statements_ = 0;
};

TEST(Regress, EveryStatementOfPostgresIsLowered) {
  std::vector<fs::path> files = Files();
  if (files.empty()) {
    GTEST_SKIP() << "no regression SQL; scripts/setup test fetches it";
  }
  std::map<std::string, int> kinds;
  size_t statements = 0;
  int read = 0;
  int unread = 0;
  for (const fs::path& path : files) {
    Tally tally(path);
    tally.Check(kinds);
    statements += tally.statements();
    read += tally.read;
    unread += tally.unread;
  }
  EXPECT_GT(statements, 30'000u);
  // Each op occurs somewhere, but for what only newer servers have.
  for (const char* kind :
       {"CreateTable", "AlterTable", "AlterAttribute", "CreateRule",
        "CreateStatistics", "CreatePublication", "CreateEventTrigger",
        "AlterPolicy", "AlterFunction", "DoBlock"}) {
    EXPECT_GT(kinds[kind], 0) << kind;
  }
  // The suite holds a handful of bodies that are wrong on purpose.
  EXPECT_LE(unread, read / 20) << read << " bodies read";
  for (const auto& [kind, count] : kinds) {
    RecordProperty(kind, count);
  }
}

// What the suite of that version cannot have.
TEST(Regress, SyntaxOfNewerServers) {
  if (GrammarVersion() < "18") GTEST_SKIP() << "needs the grammar of 18";
  Parsed p(
      "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, "
      "CONSTRAINT n NOT NULL a NO INHERIT, CHECK (a > 0) NOT ENFORCED);"
      "ALTER TABLE t ADD CONSTRAINT nn NOT NULL b NOT VALID;"
      "ALTER TABLE t ALTER CONSTRAINT n INHERIT;"
      "ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED;"
      "CREATE TABLE u (id int, p daterange, PRIMARY KEY (id, p WITHOUT "
      "OVERLAPS), FOREIGN KEY (id, PERIOD p) REFERENCES v (id, PERIOD p));"
      "ALTER TABLE t ALTER b SET EXPRESSION AS (a * 3);"
      "ALTER TABLE t SET ACCESS METHOD DEFAULT;"
      "ALTER TABLE t ALTER a SET STATISTICS DEFAULT;"
      "CREATE FOREIGN TABLE ft (LIKE t) SERVER s;"
      "MERGE INTO t USING u ON t.a = u.id WHEN NOT MATCHED BY SOURCE THEN "
      "DELETE;"
      "UPDATE t SET a = 1 RETURNING OLD.a, NEW.a;"
      "VACUUM (ONLY_DATABASE_STATS); ALTER SUBSCRIPTION s SET (failover);"
      "GRANT MAINTAIN ON t TO x; CREATE INDEX ON ONLY t (a)");
  EXPECT_EQ(p.Error(), "");
  for (const Op* op : p.file.ops) EXPECT_NE(op->kind, OpKind::kUnknown);
  const auto& u = *As<CreateTable>(*p.file.ops[4]);
  EXPECT_TRUE(u.constraints[0].index->without_overlaps);
  EXPECT_TRUE(u.constraints[1].reference->period);
  int newest = 0;
  for (const Since& since : p.file.since) newest += since.version == 18;
  EXPECT_GE(newest, 7);
}

}  // namespace
}  // namespace interlock::sql
