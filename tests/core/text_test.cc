// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

using Views = std::vector<std::string_view>;

TEST(Text, TrimsAsciiSpace) {
  EXPECT_EQ(Trim(" \t\r\n\v\fa b \r\n"), "a b");
  EXPECT_EQ(Trim("  "), "");
  // A no-break space is no ASCII space.
  EXPECT_EQ(Trim("\xC2\xA0x"), "\xC2\xA0x");
}

TEST(Text, IgnoresTheCaseOfAsciiOnly) {
  EXPECT_TRUE(EqualsIgnoringCase("SeLeCt", "sElEcT"));
  EXPECT_FALSE(EqualsIgnoringCase("select", "selects"));
  EXPECT_FALSE(EqualsIgnoringCase("\xC3\x89", "\xC3\xA9"));
  EXPECT_FALSE(EqualsIgnoringCase("@", "`"));
  EXPECT_TRUE(StartsWithIgnoringCase("Create Index", "CREATE"));
  EXPECT_FALSE(StartsWithIgnoringCase("CRE", "CREATE"));
  EXPECT_EQ(AsciiLower("A\xC3\x89Z["), "a\xC3\x89z[");
}

TEST(Text, SplitsAndJoins) {
  EXPECT_EQ(Split("a,b,,c", ','), (Views{"a", "b", "", "c"}));
  EXPECT_EQ(Split("", ','), (Views{""}));
  EXPECT_EQ(Split(",", ','), (Views{"", ""}));
  const std::string parts[] = {"a", "", "c"};
  EXPECT_EQ(Join(parts, ", "), "a, , c");
  EXPECT_EQ(Join({}, ", "), "");
}

TEST(Nearest, FindsWhatWasMeant) {
  const Views names = {"severity", "rules", "paths", "waivers", "on"};
  EXPECT_EQ(Nearest("rulez", names), "rules");
  EXPECT_EQ(Nearest("rule", names), "rules");
  EXPECT_EQ(Nearest("Waivers", names), "waivers");
  EXPECT_EQ(Nearest("pahts", names), "paths");
  EXPECT_EQ(Nearest("severtiy", names), "severity");
  EXPECT_EQ(Nearest("sevrty", names), "severity");
}

TEST(Nearest, StaysSilentOnOtherWords) {
  const Views names = {"severity", "rules", "", "on"};
  EXPECT_EQ(Nearest("branches", names), "");
  EXPECT_EQ(Nearest("off", names), "");
  EXPECT_EQ(Nearest("", names), "");
  EXPECT_EQ(Nearest(std::string(100000, 'r'), names), "");
  EXPECT_EQ(Nearest("rules", Views{}), "");
}

TEST(Nearest, TakesTheNearestThenTheFirst) {
  EXPECT_EQ(Nearest("steps", Views{"stopped", "stops", "stems"}), "stops");
  // A swap is one slip, not two.
  EXPECT_EQ(Nearest("tset", Views{"tsxx", "test"}), "test");
}

TEST(Printable, ShowsWhatTerminalsHide) {
  EXPECT_EQ(Printable("a\nb\r\n\tc"), "a\\nb\\r\\n\\tc");
  EXPECT_EQ(Printable("\x1B[31m\x7F"), "\\x1b[31m\\x7f");
  EXPECT_EQ(Printable(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(Printable("\xC2\x9B"), "\\u{009b}");
  EXPECT_EQ(Printable("\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9"),
            "\\u{202e}\\u{2066}\\u{2069}");
  EXPECT_EQ(Printable("\xE2\x80\xA8\xF3\xA0\x81\x81"), "\\u{2028}\\u{e0041}");
  EXPECT_EQ(Printable("\xFFz\xE2\x82"), "\\xffz\\xe2\\x82");
  EXPECT_EQ(Printable("\xC3\xA9\xF0\x9F\x98\x80\\"),
            "\xC3\xA9\xF0\x9F\x98\x80\\");
}

}  // namespace
}  // namespace interlock
