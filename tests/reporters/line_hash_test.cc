// SPDX-License-Identifier: Apache-2.0
#include "reporters/line_hash.h"

#include <gtest/gtest.h>

namespace interlock::reporters {
namespace {

using Values = std::vector<std::string>;

// Powers of 37 modulo 2^64, the hash of one unit followed by zeros.
uint64_t Shifted(uint64_t unit, int zeros) {
  while (zeros-- > 0) unit *= 37;
  return unit;
}

std::string Hex(uint64_t value) {
  char digits[32];
  std::snprintf(digits, sizeof(digits), "%llx",
                static_cast<unsigned long long>(value));
  return digits;
}

TEST(LineHash, EmptyTextIsTheEndMarkAlone) {
  EXPECT_EQ(LineHashes("", {1}), Values{Hex(Shifted(0xFFFF, 99)) + ":1"});
}

TEST(LineHash, OneUnitThenTheEnd) {
  EXPECT_EQ(LineHashes("a", {1}),
            Values{Hex(Shifted('a', 99) + Shifted(0xFFFF, 98)) + ":1"});
}

TEST(LineHash, BlanksTabsAndLineEndsDoNotMatter) {
  Values plain = LineHashes("ab\ncd\n", {1, 2, 3});
  EXPECT_EQ(LineHashes("a\tb \r\n  cd\r\n", {1, 2, 3}), plain);
  EXPECT_EQ(LineHashes("ab\rc d\r", {1, 2, 3}), plain);
}

TEST(LineHash, EqualHashesAreCounted) {
  // Lines more than a window apart, with the same hundred units after them.
  std::string block = "x\n" + std::string(150, 'y') + "\n";
  Values values = LineHashes(block + block + block, {1, 3, 5});
  EXPECT_EQ(values[0].substr(0, values[0].find(':')),
            values[1].substr(0, values[1].find(':')));
  EXPECT_TRUE(values[0].ends_with(":1"));
  EXPECT_TRUE(values[1].ends_with(":2"));
  EXPECT_TRUE(values[2].ends_with(":3"));
}

TEST(LineHash, CountsLinesThatWereNotAskedFor) {
  std::string block = "x\n" + std::string(150, 'y') + "\n";
  EXPECT_TRUE(LineHashes(block + block, {3}).front().ends_with(":2"));
}

TEST(LineHash, AstralCharactersAreTwoUnits) {
  uint64_t expected =
      Shifted(0xD83D, 99) + Shifted(0xDE00, 98) + Shifted(0xFFFF, 97);
  EXPECT_EQ(LineHashes("\xF0\x9F\x98\x80", {1}), Values{Hex(expected) + ":1"});
}

TEST(LineHash, ByteOrderMarkIsKept) {
  uint64_t expected = Shifted(0xFEFF, 99) + Shifted(0xFFFF, 98);
  EXPECT_EQ(LineHashes("\xEF\xBB\xBF", {1}), Values{Hex(expected) + ":1"});
}

TEST(LineHash, InvalidBytesAreReplaced) {
  EXPECT_EQ(LineHashes("\xFF", {1}), LineHashes("\xEF\xBF\xBD", {1}));
}

TEST(LineHash, LinesPastTheEndGiveTheLast) {
  EXPECT_EQ(LineHashes("a", {9}), LineHashes("a", {1}));
}

}  // namespace
}  // namespace interlock::reporters
