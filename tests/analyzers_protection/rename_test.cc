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
  EXPECT_EQ(Renamed("a.yml", "required_contexts: [x]\n", {"a", "b"}), "none");
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
