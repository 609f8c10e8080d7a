// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/rename.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support.h"

namespace interlock::protection {
namespace {

// The file after renaming its first context; "none" when there is no fix.
std::string Renamed(const std::string& path, const std::string& text,
                    const std::vector<std::string>& names) {
  TestRepository r;
  r.Add(path, text);
  r.Build();
  const Protection& protection = r.protections().front();
  auto edits = Rename(protection.contexts.front(), names, protection);
  if (!edits) return "none";
  std::ranges::sort(*edits, [](const Edit& a, const Edit& b) {
    return a.span.begin > b.span.begin;
  });
  std::string out = text;
  for (const Edit& edit : *edits) {
    out.replace(edit.span.begin, edit.span.size(), edit.text);
  }
  return out;
}

TEST(Rename, PutsOneNameInPlace) {
  EXPECT_EQ(Renamed("a.json", R"({"required_contexts": ["x", "y"]})", {"n"}),
            R"({"required_contexts": ["n", "y"]})");
  EXPECT_EQ(Renamed("a.yml", "required_contexts: [x]\n", {"n: m"}),
            "required_contexts: [\"n: m\"]\n");
  EXPECT_EQ(Renamed("a.yml", "required_contexts: ['x']\n", {"it's"}),
            "required_contexts: ['it''s']\n");
  EXPECT_EQ(Renamed("a.yml", "required_contexts: [x]\n", {"n / m (a.b)"}),
            "required_contexts: [n / m (a.b)]\n");
  for (std::string word : {"no", "Null", "3.1", "a, b", "- a", "a #b", ""}) {
    EXPECT_EQ(Renamed("a.yml", "required_contexts: [x]\n", {word}),
              "required_contexts: [\"" + word + "\"]\n");
  }
}

TEST(Rename, RepeatsEntriesInJson) {
  EXPECT_EQ(Renamed("a.json", "{\"required_contexts\": [\n  \"x\"\n]}",
                    {"n (1)", "n (2)"}),
            "{\"required_contexts\": [\n  \"n (1)\",\n  \"n (2)\"\n]}");
  EXPECT_EQ(Renamed("a.json",
                    R"({"required_contexts": [{"context": "x", "app_id": 1}]})",
                    {"a", "b"}),
            R"({"required_contexts": [{"context": "a", "app_id": 1}, )"
            R"({"context": "b", "app_id": 1}]})");
}

TEST(Rename, RepeatsEntriesInYaml) {
  EXPECT_EQ(Renamed("a.yml", "required_contexts: [x, y]\n", {"a", "b, c"}),
            "required_contexts: [a, \"b, c\", y]\n");
  EXPECT_EQ(Renamed("a.yml", "required_contexts:\r\n  - x # one\r\n  - y\r\n",
                    {"n (1)", "n (2)"}),
            "required_contexts:\r\n  - n (1)\r\n  - n (2) # one\r\n  - y\r\n");
  EXPECT_EQ(Renamed("a.yml",
                    "required_status_checks:\n  strict: true\n  checks:\n"
                    "  - context: x\n    app_id: 1\n  - context: y\n",
                    {"a", "b"}),
            "required_status_checks:\n  strict: true\n  checks:\n"
            "  - context: a\n    app_id: 1\n  - context: b\n    app_id: 1\n"
            "  - context: y\n");
  EXPECT_EQ(Renamed("a.tf",
                    "resource \"github_branch_protection\" \"m\" {\n"
                    "  pattern = \"main\"\n  required_status_checks {\n"
                    "    contexts = [\"x\"]\n  }\n}\n",
                    {"a", "b"}),
            "none");
}

TEST(Rename, ChangesBothListsOfAnAnswer) {
  EXPECT_EQ(Renamed("a.json",
                    R"({"required_status_checks": {"contexts": ["x"], )"
                    R"("checks": [{"context": "x"}]}})",
                    {"n"}),
            R"({"required_status_checks": {"contexts": ["n"], )"
            R"("checks": [{"context": "n"}]}})");
}

TEST(Rename, LeavesOutWhatIsThere) {
  std::string text = R"({"required_contexts": ["x", "y"]})";
  EXPECT_EQ(Renamed("a.json", text, {"y"}), "none");
  EXPECT_EQ(Renamed("a.json", text, {"y", "z"}),
            R"({"required_contexts": ["z", "y"]})");
}

}  // namespace
}  // namespace interlock::protection
