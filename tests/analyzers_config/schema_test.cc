// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/schema.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace interlock::config {
namespace {

std::string Faults(Sort sort, std::string text) {
  Source source("a.yml", std::move(text));
  Document tree = ParseYaml(source);
  ConfigSet set;
  set.Add(sort, tree);
  std::string out;
  for (const ConfigFile& file : set.files()) {
    for (const Fault& fault : FindFaults(file)) {
      out += fault.message + " (" + fault.near + ")\n";
    }
  }
  return out;
}

TEST(FindFaults, NamesTheKeyThatWasMeant) {
  EXPECT_EQ(Faults(Sort::kRelease,
                   "canary: { step: [1], steps: [100], window_sec: 1 }\n"),
            "no key is called 'step' in 'canary' ()\n"
            "no key is called 'window_sec' in 'canary' (window_secs)\n");
}

TEST(FindFaults, LooksIntoLists) {
  EXPECT_EQ(Faults(Sort::kSlo,
                   "slos:\n  - { name: a, objective: high }\n  - name: b\n"),
            "'slos[].objective' is not a number ()\n"
            "'slos[]' has no 'objective' ()\n");
}

TEST(FindFaults, TakesAnyNameWhereTheTableDoes) {
  EXPECT_EQ(Faults(Sort::kSlo,
                   "slos: []\ngolden_signals: { queue: { max: 1, min: a } }\n"),
            "'golden_signals.*.min' is not a number ()\n");
}

TEST(FindFaults, LeavesOtherPeoplesFilesAlone) {
  for (const char* text : {"slo: { window: 30d }\n", "[a]\n", "a\n", "", "a: [",
                           "{a: 1, b: 2}\n"}) {
    EXPECT_EQ(Faults(Sort::kSlo, text), "") << text;
  }
}

TEST(SortOf, GoesByPathAndByText) {
  EXPECT_EQ(SortOf(".ci/config/db.yml", ""), Sort::kDb);
  EXPECT_EQ(SortOf("a/.ci/config/slo.yaml", ""), Sort::kSlo);
  EXPECT_EQ(
      SortOf("a.yml", "versioning:\n  mode: auto\ncanary:\n  steps: []\n"),
      Sort::kRelease);
  EXPECT_EQ(SortOf(".github/release.yml", "changelog: {}\n"), std::nullopt);
  EXPECT_EQ(SortOf("release.json", "versioning:\ncanary:\n"), std::nullopt);
}

TEST(ReadDuration, NeedsAUnit) {
  EXPECT_EQ(ReadDuration("90s"), 90);
  EXPECT_EQ(ReadDuration("5m"), 300);
  EXPECT_EQ(ReadDuration("30d"), 30 * 86400);
  EXPECT_EQ(ReadDuration("2w"), 14 * 86400);
  for (const char* text :
       {"", "5", "m", "5 m", "5min", "-5m", "1.5h", "99999999999999999999d",
        "9223372036854775807s", "999999999w"}) {
    EXPECT_EQ(ReadDuration(text), std::nullopt) << text;
  }
}

TEST(Tables, PutParentsBeforeTheirChildren) {
  for (Sort sort : kSorts) {
    std::set<std::string> seen = {""};
    for (const Key& key : KeysOf(sort)) {
      std::string path(key.path);
      size_t dot = path.rfind('.');
      std::string parent = dot == std::string::npos ? "" : path.substr(0, dot);
      if (parent.ends_with("[]")) parent.resize(parent.size() - 2);
      EXPECT_TRUE(seen.contains(parent)) << path;
      EXPECT_TRUE(seen.insert(path).second) << path;
      EXPECT_EQ(key.type == Type::kChoice, !key.choices.empty()) << path;
    }
  }
}

TEST(JsonSchema, IsJsonWithEveryKey) {
  for (Sort sort : kSorts) {
    Source source("a.json", JsonSchema(sort));
    Document tree = ParseJson(source, JsonDialect::kStrict);
    EXPECT_TRUE(tree.ok()) << source.text();
    for (const Key& key : KeysOf(sort)) {
      std::string name(key.path.substr(key.path.rfind('.') + 1));
      if (name == "*") continue;
      EXPECT_NE(source.text().find("\"" + name + "\": {"), std::string::npos)
          << name;
    }
  }
}

}  // namespace
}  // namespace interlock::config
