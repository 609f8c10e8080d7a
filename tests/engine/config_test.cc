// SPDX-License-Identifier: Apache-2.0
#include "engine/config.h"

#include <gtest/gtest.h>

#include "parsers/json/json.h"

namespace interlock {
namespace {

std::vector<Error> Read(std::string text, Config& config) {
  return ReadConfig(std::make_unique<Source>(".interlock.yml", std::move(text)),
                    config);
}

TEST(Config, ReadsEveryKey) {
  Config config;
  auto errors = Read(R"(version: 1
postgresql: {version: 16, settings: [lock_timeout=2s]}
migrations:
  framework: goose
  paths: ["db/**"]
  rollback: down.sql
  starts_empty: false
default_branch: trunk
exclude: [vendor/**]
persona: pedantic
preview: true
fail_on: error
baseline: known.json
max_waiver_days: 30
rules:
  sql-syntax: off
  yaml-syntax: note
  exception-expiring-soon: {level: error, options: {days: 30}, exclude: [a]}
waivers:
  - {rule: sql-syntax, path: "*.sql", until: 2026-01-31, reason: r,
     approver: a}
)",
                     config);
  for (const Error& error : errors) ADD_FAILURE() << error.Text();
  EXPECT_EQ(config.project.pg_version, 16);
  EXPECT_TRUE(config.project.pg_version_stated);
  EXPECT_EQ(config.project.session_settings.at(0), "lock_timeout=2s");
  EXPECT_EQ(config.project.framework, sql::Framework::kGoose);
  EXPECT_EQ(config.project.rollback_paths.at(0), "down.sql");
  EXPECT_FALSE(config.project.history_starts_empty);
  EXPECT_EQ(config.project.default_branch, "trunk");
  EXPECT_EQ(config.persona, Persona::kPedantic);
  EXPECT_EQ(config.fail_on, Severity::kError);
  EXPECT_EQ(config.max_waiver_days, 30);
  ASSERT_EQ(config.waivers.size(), 1u);
  EXPECT_EQ(config.waivers[0].until.Text(), "2026-01-31");
  const RuleSetting* off = config.Setting("sql-syntax");
  ASSERT_NE(off, nullptr);
  EXPECT_EQ(off->enabled, false);
  EXPECT_EQ(config.Setting("yaml-syntax")->severity, Severity::kNote);
  const RuleSetting* soon = config.Setting("exception-expiring-soon");
  ASSERT_NE(soon, nullptr);
  EXPECT_EQ(soon->options.at(0).values.at(0), "30");
  EXPECT_EQ(soon->exclude.at(0), "a");
}

struct Mistake {
  const char* text;
  uint32_t line;
  const char* message;
  const char* help;
};

class ConfigMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(ConfigMistakes, NameTheLineAndWhatWasExpected) {
  Config config;
  auto errors = Read(GetParam().text, config);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].path, ".interlock.yml");
  EXPECT_EQ(errors[0].line, GetParam().line);
  EXPECT_NE(errors[0].message.find(GetParam().message), std::string::npos)
      << errors[0].message;
  EXPECT_NE(errors[0].help.find(GetParam().help), std::string::npos)
      << errors[0].help;
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigMistakes,
    ::testing::Values(
        Mistake{"rulez: {}\n", 1, "unknown key 'rulez'",
                "did you mean 'rules'?"},
        Mistake{"\nversion: 2\n", 2, "'2'", "from 1 to 1"},
        Mistake{"postgresql: {version: 11}\n", 1, "'11'", "from 12 to 18"},
        Mistake{"postgresql: 15\n", 1, "'postgresql' is '15'",
                "expected a mapping"},
        Mistake{"rules:\n  sql-sintax: off\n", 2, "unknown rule 'sql-sintax'",
                "did you mean 'sql-syntax'?"},
        Mistake{"rules:\n  sql-syntax: loud\n", 2, "'loud'", "warning"},
        Mistake{"rules:\n  sql-syntax: {options: {x: 1}}\n", 2, "no option 'x'",
                "no options"},
        Mistake{"fail_on: critical\n", 1, "'critical'", "note"},
        Mistake{"persona: me\n", 1, "unknown persona", "pedantic"},
        Mistake{"migrations: {framework: gose}\n", 1, "framework", "goose"},
        Mistake{"exclude: {a: b}\n", 1, "a mapping", "list of strings"},
        Mistake{"preview: perhaps\n", 1, "'perhaps'", "true or false"},
        Mistake{"waivers:\n  - rule: sql-syntax\n    path: a\n", 2,
                "no 'until'", "approver"},
        Mistake{"waivers:\n  - {rule: sql-syntax, path: a, until: soon, "
                "reason: r, approver: a}\n",
                2, "'soon'", "YYYY-MM-DD"},
        Mistake{"waivers:\n  - {rule: sql-syntax, path: a, until: 2026-01-15, "
                "reason: ' ', approver: a}\n",
                2, "no 'reason'", "approver"},
        Mistake{"fail_on: note\nfail_on: error\n", 2, "written twice",
                "keep one"}));

TEST(Config, ReportsEveryMistakeAtOnce) {
  Config config;
  EXPECT_EQ(Read("a: 1\nb: 2\nfail_on: 3\n", config).size(), 3u);
}

TEST(Config, AnEmptyFileIsTheDefault) {
  for (const char* text : {"", "# nothing\n", "---\n"}) {
    Config config;
    EXPECT_TRUE(Read(text, config).empty()) << text;
    EXPECT_EQ(config.fail_on, Severity::kWarning);
  }
}

TEST(Config, BrokenYamlIsOneError) {
  Config config;
  auto errors = Read("rules: [\n", config);
  ASSERT_FALSE(errors.empty());
  EXPECT_GE(errors[0].line, 1u);
}

TEST(Config, TheSchemaIsJsonAndNamesEveryKey) {
  StringWriter text;
  WriteConfigSchema(text);
  Source source("schema.json", text.text());
  Document tree = ParseJson(source, JsonDialect::kStrict);
  ASSERT_TRUE(tree.ok()) << tree.errors[0].message << text.text();
  const Node* keys = tree.root()->Find("properties");
  ASSERT_NE(keys, nullptr);
  for (const char* key : {"version", "rules", "waivers", "fail_on"}) {
    EXPECT_NE(keys->Find(key), nullptr) << key;
  }
  const Node* rules = keys->Find("rules")->Find("properties");
  EXPECT_NE(rules->Find("sql-syntax"), nullptr);
}

}  // namespace
}  // namespace interlock
