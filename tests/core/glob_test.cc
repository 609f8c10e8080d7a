// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "core/text.h"

namespace interlock {
namespace {

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool matches;
};

TEST(GlobMatch, Examples) {
  const Case cases[] = {
      {"", "", true},
      {"", "a", false},
      {"a", "", false},
      {"*", "", true},
      {"**", "", true},
      {"*.sql", "001.sql", true},
      {"*.sql", "db/001.sql", false},
      {"*.sql", "001.sql.bak", false},
      {"db/*/up.sql", "db/001/up.sql", true},
      {"db/*/up.sql", "db/up.sql", false},
      {"db/*/up.sql", "db/1/2/up.sql", false},
      {"**", "a/b/c", true},
      {"**/*.sql", "001.sql", true},
      {"**/*.sql", "a/b/001.sql", true},
      {"**/*.sql", "a/b/001.yml", false},
      {"**/db", "xdb", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "ab", false},
      {"a/**/b", "a/xb", false},
      {"a/**", "a/x/y", true},
      {"a/**", "a", false},
      {"a/**", "b/a/x", false},
      {"a**z", "a/b/z", true},
      {"a**z", "a/b/zz", true},
      {"a**z", "a/b/zy", false},
      {"**/a/**/b", "x/a/a/c/b", true},
      {"**/a*/b", "a/c/ab/b", true},
      {"**a*c/d", "a/xac/d", true},
      {"***", "a/b", true},
      {"?", "a", true},
      {"?", "/", false},
      {"?", "\xC3\xA9", true},
      {"??", "\xF0\x9F\x98\x80", false},
      {"*??", "\xE2\x82\xAC", false},
      {"*?", "\xE2\x82\xAC", true},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[^a-c]x", "bx", false},
      {"[!a]", "/", false},
      {"a[/]b", "a/b", false},
      {"[]]", "]", true},
      {"[!]]", "]", false},
      {"[a-]", "-", true},
      {"[\\]]", "]", true},
      {"[\xC3\xA0-\xC3\xBF]", "\xC3\xA9", true},
      {"[\xC3\xA0-\xC3\xBF]", "z", false},
      {"[a", "[a", true},
      {"[a", "a", false},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"\\[a]", "[a]", true},
      {"a\\", "a\\", true},
      {"*a*b*c", "xxaxxbxxc", true},
      {"*a*b*c", "xxaxxcxxb", false},
      {"Db", "db", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(GlobMatch(c.pattern, c.path), c.matches)
        << c.pattern << " on " << c.path;
  }
}

// Says the same by trying everything.
bool Slow(std::string_view p, std::string_view t, bool part_start) {
  if (p.empty()) return t.empty();
  if (p[0] == '*') {
    size_t stars = p.find_first_not_of('*');
    if (stars == std::string_view::npos) stars = p.size();
    std::string_view rest = p.substr(stars);
    bool whole = stars > 1 && part_start && rest.starts_with('/');
    if (whole) {
      rest.remove_prefix(1);
      if (Slow(rest, t, true)) return true;
    }
    for (size_t i = 0; i <= t.size(); ++i) {
      bool at_part = i > 0 && t[i - 1] == '/';
      if (!whole && Slow(rest, t.substr(i), false)) return true;
      if (whole && at_part && Slow(rest, t.substr(i), true)) return true;
      if (i < t.size() && stars == 1 && t[i] == '/') return false;
    }
    return false;
  }
  if (t.empty()) return false;
  if (p[0] != t[0] && !(p[0] == '?' && t[0] != '/')) return false;
  return Slow(p.substr(1), t.substr(1), p[0] == '/');
}

TEST(GlobMatch, AgreesWithTryingEverything) {
  std::mt19937 random(7);
  auto make = [&](std::string_view letters, size_t longest) {
    std::string text(random() % (longest + 1), ' ');
    for (char& c : text) c = letters[random() % letters.size()];
    return text;
  };
  int matched = 0;
  for (int i = 0; i < 300000; ++i) {
    std::string pattern = make("ab/**?", 9);
    std::string path = make("aab/", 9);
    bool expected = Slow(pattern, path, true);
    ASSERT_EQ(GlobMatch(pattern, path), expected) << pattern << " on " << path;
    matched += expected ? 1 : 0;
  }
  EXPECT_GT(matched, 5000);
}

TEST(GlobMatch, HostilePatternsStayFast) {
  auto repeat = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  };
  auto start = std::chrono::steady_clock::now();
  std::string as(4096, 'a');
  EXPECT_FALSE(GlobMatch(repeat("a*", 500) + "b", as));
  EXPECT_FALSE(GlobMatch(repeat("**a", 500) + "b", as));
  EXPECT_FALSE(GlobMatch(repeat("**/*a", 300) + "b", repeat("a/", 2048)));
  EXPECT_FALSE(GlobMatch("**a*" + repeat("a", 1000) + "b", as));
  EXPECT_FALSE(GlobMatch("**" + repeat("[", 4000), repeat("[", 3999) + "b"));
  EXPECT_FALSE(GlobMatch("**" + repeat("[\\]", 2000), repeat("[", 4096)));
  EXPECT_FALSE(GlobMatch("*" + repeat("?", 2000) + "b", as));
  std::chrono::duration<double> taken =
      std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), 5.0);
}

}  // namespace
}  // namespace interlock
