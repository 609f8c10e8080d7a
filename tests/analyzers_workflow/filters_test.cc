// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/filters.h"

#include <gtest/gtest.h>

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

TEST(Filter, CoverIsProvedForPairs) {
  Trigger paths;
  paths.paths = Of({"src/**", "docs/**"});
  Trigger rest;
  rest.paths_ignore = Of({"docs/**", "src/**"});
  EXPECT_TRUE(CoverAllPaths(paths, rest));
  EXPECT_TRUE(CoverAllPaths(rest, paths));
  rest.paths_ignore = Of({"src/**"});
  EXPECT_TRUE(CoverAllPaths(paths, rest));
  rest.paths_ignore = Of({"src/**", "other/**"});
  EXPECT_FALSE(CoverAllPaths(paths, rest));
  paths.paths = Of({"src/**", "other/**", "!src/x"});
  EXPECT_FALSE(CoverAllPaths(paths, rest));
}

}  // namespace
}  // namespace interlock::workflow
