// SPDX-License-Identifier: Apache-2.0
// Long, deep and broken scripts are read in time linear in their size.
#include <gtest/gtest.h>

#include <chrono>

#include "parsers/shell/sites.h"

namespace interlock::shell {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

class Hostile : public testing::TestWithParam<const char*> {};

TEST_P(Hostile, IsReadInLinearTime) {
  std::string text = Repeat(GetParam(), 200 * 1000);
  auto begin = std::chrono::steady_clock::now();
  Arena arena;
  Script script = ParseShell(text, arena);
  size_t sites = SitesOf(script).size();
  auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(std::chrono::duration<double>(took).count(), 20.0)
      << GetParam() << " " << sites;
}

INSTANTIATE_TEST_SUITE_P(
    All, Hostile,
    testing::Values("(", "$(", "`", "${", "${{", "'", "\"", "\"$(", "((", "$((",
                    "{ ", "if ", "while a; do ", "case x in a) ", "f() ",
                    "a && ", "a || ", "a | ", "! ", "<<A ", "a <<A\n",
                    "$(cat <<A\n", "\\", "a=(", "[[ ", "[[ a =~ (", "@(", "a;",
                    "a\n", "x=1 ", "2>&1 ", ">(", "#\n", "&&", ";;",
                    "for x in ", "echo \"${x:-", "a[", "\xff", "`\\`"));

TEST(Depth, IsBounded) {
  Arena arena;
  std::string deep = Repeat("$(", 1000) + "a" + Repeat(")", 1000);
  Script script = ParseShell(deep, arena);
  EXPECT_FALSE(script.complete);
  EXPECT_EQ(script.problem, "it nests too deep");
  std::string shallow = Repeat("(", 20) + "a" + Repeat(")", 20);
  script = ParseShell(shallow, arena);
  EXPECT_TRUE(script.complete);
}

}  // namespace
}  // namespace interlock::shell
