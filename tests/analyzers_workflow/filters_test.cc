// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/filters.h"

#include <gtest/gtest.h>

#include "analyzers/workflow/path_sets.h"

namespace interlock::workflow {
namespace {

TEST(FilterPattern, StarsStayWithinAPart) {
  EXPECT_TRUE(FilterPatternMatches("feature/*", "feature/a"));
  EXPECT_FALSE(FilterPatternMatches("feature/*", "feature/a/b"));
  EXPECT_TRUE(FilterPatternMatches("feature/**", "feature/a/b"));
  EXPECT_TRUE(FilterPatternMatches("*", "main"));
  EXPECT_FALSE(FilterPatternMatches("*", "a/b"));
  EXPECT_TRUE(FilterPatternMatches("**", "a/b"));
  EXPECT_TRUE(FilterPatternMatches("*feature", "my-feature"));
}

TEST(FilterPattern, DoubleStarSlashMatchesTheTop) {
  EXPECT_TRUE(FilterPatternMatches("**/README.md", "README.md"));
  EXPECT_TRUE(FilterPatternMatches("**/README.md", "a/b/README.md"));
  EXPECT_FALSE(FilterPatternMatches("**/README.md", "a/XREADME.md"));
  EXPECT_TRUE(FilterPatternMatches("**/docs/**", "docs/x.md"));
  EXPECT_TRUE(FilterPatternMatches("**.js", "a/b.js"));
}

TEST(FilterPattern, RepeatsAndSets) {
  EXPECT_TRUE(FilterPatternMatches("*.jsx?", "page.js"));
  EXPECT_TRUE(FilterPatternMatches("*.jsx?", "page.jsx"));
  EXPECT_TRUE(FilterPatternMatches("v[12].[0-9]+.[0-9]+", "v1.10.1"));
  EXPECT_FALSE(FilterPatternMatches("v[12].[0-9]+.[0-9]+", "v3.1.1"));
  EXPECT_TRUE(FilterPatternMatches("a\\*b", "a*b"));
  EXPECT_FALSE(FilterPatternMatches("a\\*b", "axb"));
  EXPECT_TRUE(FilterPatternMatches("a[b", "a[b"));
}

TEST(FilterPattern, HostilePatternsEnd) {
  std::string pattern;
  for (int i = 0; i < 300; ++i) pattern += "**a";
  EXPECT_FALSE(FilterPatternMatches(pattern, std::string(2000, 'a') + "b"));
}

Filter Of(std::initializer_list<std::string_view> patterns) {
  Filter filter;
  for (std::string_view pattern : patterns) {
    filter.patterns.push_back({nullptr, pattern, {}});
  }
  filter.present = true;
  return filter;
}

TEST(Filter, LaterPatternsWin) {
  EXPECT_FALSE(FilterAccepts(Of({"releases/**", "!releases/**-alpha"}),
                             "releases/1-alpha"));
  EXPECT_TRUE(FilterAccepts(Of({"!main", "main"}), "main"));
  EXPECT_FALSE(FilterAccepts(Of({"main"}), "master"));
}

Trigger Paths(std::initializer_list<std::string_view> patterns) {
  Trigger trigger;
  trigger.paths = Of(patterns);
  return trigger;
}
Trigger Ignoring(std::initializer_list<std::string_view> patterns) {
  Trigger trigger;
  trigger.paths_ignore = Of(patterns);
  return trigger;
}

// "all", "unknown", or a path that none of the triggers runs for, checked.
std::string CoverOf(const std::vector<Trigger>& triggers) {
  std::vector<const Trigger*> all;
  for (const Trigger& one : triggers) all.push_back(&one);
  Coverage coverage = CoverageOf(all);
  if (coverage.cover == Cover::kAll) return "all";
  if (coverage.cover == Cover::kUnknown) return "unknown";
  for (const Trigger& one : triggers) {
    EXPECT_FALSE(PathRuns(one, coverage.example)) << coverage.example;
  }
  return coverage.example;
}

TEST(Coverage, ComplementsAreProved) {
  EXPECT_EQ(
      CoverOf({Paths({"src/**", "docs/**"}), Ignoring({"docs/**", "src/**"})}),
      "all");
  EXPECT_EQ(CoverOf({Paths({"src/**", "docs/**"}), Ignoring({"src/**"})}),
            "all");
  EXPECT_EQ(CoverOf({Paths({"src/**"}), Paths({"**", "!src/**"})}), "all");
  EXPECT_EQ(CoverOf({Paths({"**/*.md"}), Paths({"**", "!**.md"})}), "all");
  EXPECT_EQ(
      CoverOf({Paths({"a/**"}), Paths({"b/**"}), Ignoring({"a/**", "b/**"})}),
      "all");
  EXPECT_EQ(CoverOf({Paths({"**"})}), "all");
  EXPECT_EQ(CoverOf({Trigger{}}), "all");
}

TEST(Coverage, GapsHaveAnExample) {
  EXPECT_EQ(CoverOf({Paths({"src/**"})}), "a");
  EXPECT_EQ(CoverOf({Paths({"*"})}), "a/a");
  EXPECT_EQ(
      CoverOf({Paths({"scripts/**"}), Ignoring({"scripts/**", "mid/**"})}),
      "mid/a");
  EXPECT_EQ(CoverOf({Paths({"src/**", "other/**", "!src/x"}),
                     Ignoring({"src/**", "other/**"})}),
            "src/x");
  EXPECT_EQ(CoverOf({Ignoring({"**.md"})}), ".md");
  EXPECT_EQ(CoverOf({Paths({"**.js"}), Ignoring({"**.jsx?"})}), ".jsx");
}

TEST(Coverage, HostileListsEnd) {
  std::vector<std::string> texts;
  for (int i = 0; i < 60; ++i) {
    texts.push_back("**a*b**c" + std::to_string(i) + "*[a-f]+**");
  }
  Trigger trigger;
  for (const std::string& text : texts) {
    trigger.paths_ignore.patterns.push_back({nullptr, text, {}});
  }
  trigger.paths_ignore.present = true;
  Trigger other = Paths({"x"});
  other.paths.patterns = trigger.paths_ignore.patterns;
  other.paths.patterns.pop_back();
  const Trigger* both[] = {&trigger, &other};
  CoverageOf(both);
}

}  // namespace
}  // namespace interlock::workflow
