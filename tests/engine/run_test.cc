// SPDX-License-Identifier: Apache-2.0
// What the engine does with findings, on a repository in memory.
#include "engine/run.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/memory_files.h"

namespace interlock {
namespace {

using testing::MemoryFiles;

constexpr const char* kIndex =
    "CREATE TABLE t (id int);\n"
    "SET lock_timeout = '1s';\n"
    "CREATE INDEX a ON other (id);\n";

class EngineTest : public ::testing::Test {
 protected:
  EngineTest() {
    options.rules = {"index-not-concurrent",     "suppression-unused",
                     "suppression-unknown-rule", "suppression-without-reason",
                     "waiver-expired",           "waiver-unused",
                     "waiver-too-long",          "baseline-stale"};
    options.today = *Date::Parse("2026-01-15");
  }
  Report Check(std::string sql) {
    Inputs inputs;
    inputs.files = {{"db/1.sql", std::move(sql), false}};
    return interlock::Run(std::move(inputs), config, options, files);
  }
  void Waive(std::string rule, std::string path, const char* until) {
    config.source = std::make_unique<Source>(".interlock.yml", "waivers");
    config.waivers.push_back({std::move(rule),
                              std::move(path),
                              *Date::Parse(until),
                              "why",
                              "someone",
                              {0, 7}});
  }
  static std::vector<std::string> Live(const Report& report) {
    std::vector<std::string> ids;
    for (const Finding& finding : report.findings) {
      if (finding.live()) ids.emplace_back(finding.rule->id);
    }
    std::ranges::sort(ids);
    return ids;
  }
  using Ids = std::vector<std::string>;

  Config config;
  RunOptions options;
  MemoryFiles files;
};

TEST_F(EngineTest, ReportsAFinding) {
  Report report = Check(kIndex);
  ASSERT_EQ(Live(report), Ids{"index-not-concurrent"});
  EXPECT_EQ(report.findings[0].fingerprint.size(), 32u);
  EXPECT_EQ(report.files_checked, 1u);
}

TEST_F(EngineTest, LeavesFingerprintsOutUnlessTheyCount) {
  options.fingerprints = Fingerprints::kLeftOut;
  Report without = Check(kIndex);
  ASSERT_EQ(without.findings.size(), 1u);
  EXPECT_EQ(without.findings[0].fingerprint, "");
  Baseline baseline;
  options.baseline = &baseline;
  Report with = Check(kIndex);
  ASSERT_FALSE(with.findings.empty());
  EXPECT_EQ(with.findings[0].fingerprint.size(), 32u);
}

// A program's query is no migration that fails at release time.
TEST_F(EngineTest, AHoleOutsideOfAHistoryIsOnlyNoted) {
  options.rules = {"sql-syntax"};
  constexpr const char* kQuery = "SELECT 1 FROM t GROUP BY a\n{} LIMIT $1\n";
  Report report = Check(kQuery);
  ASSERT_EQ(Live(report), Ids{"sql-syntax"});
  EXPECT_EQ(report.findings[0].severity, Severity::kNote);
  report = Check("SELECT 1 FROM t GROUP BY a,\nLIMIT 1;\n");
  ASSERT_EQ(Live(report), Ids{"sql-syntax"});
  EXPECT_EQ(report.findings[0].severity, Severity::kError);
  Inputs inputs;
  inputs.files = {{"migrations/1_a.sql", "SELECT 1;", false},
                  {"migrations/2_b.sql", kQuery, false}};
  report = interlock::Run(std::move(inputs), config, options, files);
  ASSERT_EQ(Live(report), Ids{"sql-syntax"});
  EXPECT_EQ(report.findings[0].severity, Severity::kError);
}

TEST_F(EngineTest, AnUnknownOldTypeIsNotCalledNarrower) {
  options.rules = {"column-type-rewrite"};
  Report report = Check("ALTER TABLE t ALTER a TYPE timestamptz;\n");
  ASSERT_EQ(Live(report), Ids{"column-type-rewrite"});
  EXPECT_TRUE(report.findings[0].message.ends_with(
      "unless the old type was stored the same way"))
      << report.findings[0].message;
}

TEST_F(EngineTest, AFilledInSchemaIsNotReadOut) {
  options.rules = {"destructive-without-rollback"};
  Report report = Check(
      "ALTER TABLE {{ index .Options \"Namespace\" }}.users DROP COLUMN a;\n");
  ASSERT_EQ(Live(report), Ids{"destructive-without-rollback"});
  EXPECT_TRUE(
      report.findings[0].message.starts_with("this drops column users.a, and"))
      << report.findings[0].message;
}

TEST_F(EngineTest, ACommentSilencesTheNextLineOfCode) {
  Report report = Check(
      "-- interlock:ignore[index-not-concurrent] tiny\n\n-- more\n"
      "CREATE INDEX a ON other (id);\nCREATE INDEX b ON other (id);\n");
  ASSERT_EQ(report.findings.size(), 2u);
  EXPECT_EQ(report.findings[0].suppressed_by, SuppressedBy::kComment);
  EXPECT_EQ(report.findings[0].suppressed_why, "tiny");
  EXPECT_TRUE(report.findings[1].live());
}

TEST_F(EngineTest, ACommentAtTheEndOfALineSilencesThatLine) {
  Report report = Check(
      "CREATE INDEX a ON other (id); "
      "-- interlock:ignore[index-not-concurrent] tiny\r\n"
      "CREATE INDEX b ON other (id);\r\n");
  EXPECT_EQ(Live(report), Ids{"index-not-concurrent"});
}

TEST_F(EngineTest, ACommentAfterAByteOrderMarkStandsAlone) {
  EXPECT_EQ(Live(Check("\xEF\xBB\xBF-- interlock:ignore[index-not-concurrent] "
                       "tiny\r\nCREATE INDEX a ON other (id);\r\n")),
            Ids{});
}

TEST_F(EngineTest, ACommentBeforeCodeSilencesItsOwnLine) {
  Report report = Check(
      "/* interlock:ignore[index-not-concurrent] tiny */ CREATE INDEX a ON "
      "other (id);\nCREATE INDEX b ON other (id);\n");
  EXPECT_EQ(Live(report), Ids{"index-not-concurrent"});
  EXPECT_EQ(report.findings[0].suppressed_why, "tiny");
}

TEST_F(EngineTest, AFileCommentSilencesTheFile) {
  EXPECT_EQ(Live(Check(std::string("-- interlock:ignore-file["
                                   "index-not-concurrent] small\n") +
                       kIndex)),
            Ids{});
}

TEST_F(EngineTest, JudgesTheSuppressionsThemselves) {
  EXPECT_EQ(Live(Check("-- interlock:ignore[index-not-concurrent] why\n"
                       "SELECT 1;\n")),
            Ids{"suppression-unused"});
  EXPECT_EQ(Live(Check("-- interlock:ignore[no-such-rule] why\nSELECT 1;\n")),
            Ids{"suppression-unknown-rule"});
  EXPECT_EQ(Live(Check("-- interlock:ignore why\nSELECT 1;\n")),
            Ids{"suppression-unknown-rule"});
  EXPECT_EQ(Live(Check("-- interlock:ignore[index-not-concurrent]\n"
                       "CREATE INDEX a ON other (id);\n")),
            Ids{"suppression-without-reason"});
}

TEST_F(EngineTest, AMarkerThatIsNoCommentSilencesNothing) {
  EXPECT_EQ(Live(Check("SELECT 'interlock:ignore-file[index-not-concurrent] "
                       "x';\nCREATE INDEX a ON other (id);\n")),
            Ids{"index-not-concurrent"});
}

// In a script the finding stands on the only command that runs.
TEST_F(EngineTest, ShellScriptsTakeComments) {
  options.rules.push_back("gate-script-cannot-fail");
  auto check = [&](std::string text) {
    Inputs inputs;
    inputs.files = {{"scripts/check_all.sh", std::move(text), true}};
    return Live(interlock::Run(std::move(inputs), config, options, files));
  };
  const std::string ignore = "# interlock:ignore[gate-script-cannot-fail]";
  EXPECT_EQ(check("#!/bin/sh\necho fine\n"), Ids{"gate-script-cannot-fail"});
  EXPECT_EQ(check("#!/bin/sh\n" + ignore + " why\n# more\necho fine\n"), Ids{});
  EXPECT_EQ(check("#!/bin/sh\necho fine " + ignore + " why\n"), Ids{});
  EXPECT_EQ(check(ignore.substr(0, 18) + "-file" + ignore.substr(18) +
                  " why\n\necho fine\n"),
            Ids{});
  EXPECT_EQ(check("#!/bin/sh\n" + ignore + "\necho fine\n"),
            Ids{"suppression-without-reason"});
  EXPECT_EQ(check("#!/bin/sh\n" + ignore + " why\nmake\n"),
            Ids{"suppression-unused"});
  // No comment begins with dashes here.
  EXPECT_EQ(check("echo -- " + ignore.substr(2) + " why\n"),
            Ids{"gate-script-cannot-fail"});
}

TEST_F(EngineTest, AWaiverHoldsUntilItsDay) {
  Waive("index-not-concurrent", "db/*.sql", "2026-01-15");
  Report report = Check(kIndex);
  EXPECT_EQ(Live(report), Ids{});
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].suppressed_by, SuppressedBy::kWaiver);
}

TEST_F(EngineTest, AnExpiredWaiverSilencesNothingAndIsReported) {
  Waive("index-not-concurrent", "db/*.sql", "2026-01-14");
  EXPECT_EQ(Live(Check(kIndex)),
            (Ids{"index-not-concurrent", "waiver-expired"}));
}

TEST_F(EngineTest, WaiversThatCoverNothingOrHoldTooLongAreReported) {
  Waive("index-not-concurrent", "other/*.sql", "2026-02-01");
  Waive("index-not-concurrent", "db/*.sql", "2027-02-01");
  EXPECT_EQ(Live(Check(kIndex)), (Ids{"waiver-too-long", "waiver-unused"}));
}

TEST_F(EngineTest, ABaselineKeepsItsDatesAndSaysWhatIsStale) {
  Report first = Check(kIndex);
  StringWriter text;
  WriteBaseline(first, nullptr, *Date::Parse("2025-12-01"), text);
  auto read = ReadBaseline(std::make_unique<Source>("b.json", text.text()));
  ASSERT_TRUE(read.ok()) << read.error().Text();
  options.baseline = &read.value();

  Report second = Check(std::string("-- moved\n\n\n") + kIndex);
  EXPECT_EQ(Live(second), Ids{});
  EXPECT_EQ(second.findings.at(0).suppressed_why,
            "in the baseline since 2025-12-01, 45 days");
  StringWriter again;
  WriteBaseline(second, &read.value(), options.today, again);
  EXPECT_NE(again.text().find("2025-12-01"), std::string::npos);

  EXPECT_EQ(Live(Check("SELECT 1;\n")), Ids{"baseline-stale"});
}

TEST_F(EngineTest, ABrokenBaselineNamesItsLine) {
  for (const char* text :
       {"{", "[]", R"({"findings":[{"rule":"x"}]})", R"({"findings":3})"}) {
    auto read = ReadBaseline(std::make_unique<Source>("b.json", text));
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().path, "b.json");
  }
}

TEST_F(EngineTest, TheConfigDecidesTheLevelAndThePlaces) {
  RuleSetting setting{"index-not-concurrent", true, Severity::kNote, {}, {}};
  config.rules = {setting};
  EXPECT_EQ(Check(kIndex).findings.at(0).severity, Severity::kNote);
  config.rules[0].exclude = {"db/**"};
  EXPECT_TRUE(Check(kIndex).findings.empty());
}

TEST_F(EngineTest, ReportsOnlyWhatWasAskedFor) {
  options.filter = true;
  options.only = {"db"};
  EXPECT_EQ(Live(Check(kIndex)), Ids{"index-not-concurrent"});
  options.only = {"d"};
  EXPECT_EQ(Live(Check(kIndex)), Ids{});
}

TEST_F(EngineTest, JudgesWhatComesAfterTheFirstFileAskedFor) {
  options.rules = {"duplicate-object"};
  auto refused = [&](std::vector<std::string> only) {
    Inputs all;
    all.files = {{"m/1_a.sql", "CREATE TABLE t (); CREATE TABLE t ();"},
                 {"m/2_b.sql", "CREATE TABLE u (); CREATE TABLE u ();"},
                 {"m/3_c.sql", "CREATE TABLE v (); CREATE TABLE v ();"}};
    options.cache_folder = "/cache";
    options.filter = !only.empty();
    options.only = std::move(only);
    std::string out;
    for (const Finding& one :
         interlock::Run(std::move(all), config, options, files).findings) {
      if (one.rule->id == "duplicate-object") out += one.source->path() + " ";
    }
    return out;
  };
  EXPECT_EQ(refused({}), "m/1_a.sql m/2_b.sql m/3_c.sql ");
  EXPECT_EQ(refused({"m/2_b.sql"}), "m/2_b.sql ");
  EXPECT_EQ(refused({"m/1_a.sql", "m/3_c.sql"}), "m/1_a.sql m/3_c.sql ");
  EXPECT_EQ(refused({"m"}), "m/1_a.sql m/2_b.sql m/3_c.sql ");

  // A waiver for an earlier one is used, whatever is asked for.
  options.rules.push_back("waiver-unused");
  Waive("duplicate-object", "m/1_a.sql", "2026-03-01");
  Inputs all;
  all.files = {{"m/1_a.sql", "CREATE TABLE t (); CREATE TABLE t ();"},
               {"m/2_b.sql", "SELECT 1;"}};
  options.only = {"m/2_b.sql", ".interlock.yml"};
  EXPECT_EQ(Live(interlock::Run(std::move(all), config, options, files)),
            Ids{});
}

TEST_F(EngineTest, TheCacheGivesTheSameReport) {
  options.cache_folder = "/cache";
  options.root = "/r";
  Report cold = Check(kIndex);
  ASSERT_FALSE(files.files.empty());
  auto stored = files.files;
  Report warm = Check(kIndex);
  EXPECT_EQ(files.files, stored);
  ASSERT_EQ(warm.findings.size(), cold.findings.size());
  for (size_t i = 0; i < warm.findings.size(); ++i) {
    EXPECT_EQ(warm.findings[i].message, cold.findings[i].message);
    EXPECT_EQ(warm.findings[i].span, cold.findings[i].span);
    EXPECT_EQ(warm.findings[i].fingerprint, cold.findings[i].fingerprint);
    EXPECT_EQ(warm.findings[i].fixes.size(), cold.findings[i].fixes.size());
  }
  EXPECT_EQ(Live(Check("SELECT 1;\n")), Ids{});
}

TEST_F(EngineTest, ADamagedCacheIsComputedAnew) {
  options.cache_folder = "/cache";
  options.root = "/r";
  Check(kIndex);
  auto good = files.files;
  for (auto& [path, text] : good) {
    for (size_t cut = 0; cut < text.size(); cut += 7) {
      files.files = good;
      files.files[path] = text.substr(0, cut);
      EXPECT_EQ(Live(Check(kIndex)), Ids{"index-not-concurrent"});
    }
    for (size_t flip = 80; flip < text.size(); ++flip) {
      files.files = good;
      files.files[path][flip] = static_cast<char>(text[flip] ^ 0x55);
      Check(kIndex);  // any answer but a crash
    }
  }
}

TEST_F(EngineTest, AFullDiskIsNoFailure) {
  options.cache_folder = "/cache";
  files.read_only = true;
  EXPECT_EQ(Live(Check(kIndex)), Ids{"index-not-concurrent"});
}

TEST_F(EngineTest, LeavesOutWhatIsTooOldToTell) {
  options.rules.clear();
  auto count = [](const Report& report) {
    std::string out;
    for (const Finding& one : report.findings) {
      if (one.rule->id != "drop-not-null") continue;
      out += one.live() ? one.source->path() : Name(one.suppressed_by);
      out += ' ';
    }
    return out;
  };
  auto inputs = [] {
    Inputs all;
    all.files = {
        {"m/1_a.sql", "CREATE TABLE t (a int NOT NULL, b int NOT NULL);"},
        {"m/2_b.sql", "ALTER TABLE t ALTER a DROP NOT NULL;"},
        {"m/3_c.sql", "ALTER TABLE t ALTER b DROP NOT NULL;"},
        {"scripts/d.sql", "ALTER TABLE u ALTER b DROP NOT NULL;"}};
    return all;
  };
  EXPECT_EQ(count(interlock::Run(inputs(), config, options, files)),
            "age m/3_c.sql age ");
  options.filter = true;
  options.only = {"m/2_b.sql"};
  EXPECT_EQ(count(interlock::Run(inputs(), config, options, files)),
            "m/2_b.sql ");
  options.only = {"m"};
  EXPECT_EQ(count(interlock::Run(inputs(), config, options, files)),
            "age m/3_c.sql ");
  options = {};
  options.rules = {"drop-not-null"};
  EXPECT_EQ(count(interlock::Run(inputs(), config, options, files)),
            "m/2_b.sql m/3_c.sql scripts/d.sql ");
}

}  // namespace
}  // namespace interlock
