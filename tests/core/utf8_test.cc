// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

TEST(DecodeUtf8, EveryScalarValueReadsBack) {
  for (uint32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string bytes;
    AppendUtf8(c, bytes);
    Decoded decoded = DecodeUtf8(bytes, 0);
    ASSERT_TRUE(decoded.valid) << c;
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.length, bytes.size());
  }
}

TEST(AppendUtf8, ReplacesWhatIsNoScalarValue) {
  std::string out;
  AppendUtf8(0xD800, out);
  AppendUtf8(0xDFFF, out);
  AppendUtf8(0x110000, out);
  EXPECT_EQ(out, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

struct Case {
  std::string_view bytes;
  size_t replacements;  // as a WHATWG decoder gives
};

TEST(DecodeUtf8, IllFormedPartsAreMaximal) {
  const Case cases[] = {
      {"\x80", 1},
      {"\xBF\xBF", 2},
      {"\xC0\xAF", 2},  // overlong "/"
      {"\xC1\xBF", 2},
      {"\xE0\x80\xAF", 3},  // overlong
      {"\xE0\x9F\xBF", 3},
      {"\xED\xA0\x80", 3},  // a surrogate
      {"\xED\xBF\xBF", 3},
      {"\xF0\x8F\xBF\xBF", 4},  // overlong
      {"\xF4\x90\x80\x80", 4},  // U+110000
      {"\xF5\x80\x80\x80", 4},
      {"\xFE\xFF", 2},
      {"\xC3", 1},  // cut short
      {"\xE2\x82", 1},
      {"\xF0\x9F\x98", 1},
      {"\xE2\x82\xE2\x82", 2},
      {"\xF1\x80\x80\xE1\x80\xC2", 3},
  };
  for (const Case& c : cases) {
    size_t count = 0;
    for (size_t at = 0; at < c.bytes.size(); ++count) {
      Decoded decoded = DecodeUtf8(c.bytes, at);
      EXPECT_FALSE(decoded.valid);
      EXPECT_EQ(decoded.code_point, kReplacement);
      at += decoded.length;
    }
    EXPECT_EQ(count, c.replacements) << testing::PrintToString(c.bytes);
    EXPECT_EQ(FindInvalidUtf8(c.bytes), 0u);
    EXPECT_EQ(ReplaceInvalidUtf8(c.bytes).size(), 3 * c.replacements);
  }
}

TEST(DecodeUtf8, KeepsWhatFollowsABadPart) {
  EXPECT_EQ(ReplaceInvalidUtf8("a\xF0\x9F\x98z\xC3"),
            "a\xEF\xBF\xBDz\xEF\xBF\xBD");
  EXPECT_EQ(ReplaceInvalidUtf8("\xC3(\xC3\xA9"), "\xEF\xBF\xBD(\xC3\xA9");
}

TEST(FindInvalidUtf8, FindsItAtAnyPlace) {
  EXPECT_EQ(FindInvalidUtf8(""), std::string_view::npos);
  for (size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    EXPECT_EQ(FindInvalidUtf8(text), std::string_view::npos);
    text[at] = '\xFF';
    EXPECT_EQ(FindInvalidUtf8(text), at);
  }
  EXPECT_EQ(FindInvalidUtf8("\xC3\xA9\xF0\x9F\x98\x80\xEF\xBB\xBF"),
            std::string_view::npos);
}

TEST(CountChars, CountsWholeCharactersInTheRange) {
  std::string_view text = "ab\xC3\xA9\xF0\x9F\x98\x80z\xFF";
  CharCount all = CountChars(text, 0, text.size());
  EXPECT_EQ(all.code_points, 6u);
  EXPECT_EQ(all.utf16_units, 7u);
  EXPECT_EQ(all.end, text.size());
  CharCount inside = CountChars(text, 2, 6);
  EXPECT_EQ(inside.code_points, 1u);
  EXPECT_EQ(inside.end, 4u);
}

}  // namespace
}  // namespace interlock
