// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

std::string HashOf(std::string_view text) { return Hasher().Add(text).Hex(); }

std::string Counting(size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) text += static_cast<char>(i % 251);
  return text;
}

struct Case {
  size_t size;
  std::string_view hex;
};

// As another implementation of RFC 7693 gives them, around the block's size.
TEST(Hasher, KnownDigests) {
  const Case cases[] = {
      {0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
      {1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"},
      {127, "f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72"},
      {128, "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"},
      {129, "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9"},
      {255, "d9ef0fc521b4266d16df662bec231bc2ec3989e7adeaf63169c295dc239dbbea"},
      {256, "582f782226018ec33076bd8d1c42413530ac7e1126260ffc0f306ba3befc3f24"},
      {257, "227e15ed64ee8e93eb7bc53828f76eed974f2c4ab1408c3d08f212b7f8d69904"},
      {1000,
       "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"},
  };
  for (const Case& c : cases) EXPECT_EQ(HashOf(Counting(c.size)), c.hex);
  EXPECT_EQ(HashOf("abc"),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(HashOf(std::string(1000000, 'a')),
            "0741850f36cba4259628355d1073e24ddb9ca0e1bfac36fd39ae5dc2101e23a4");
}

TEST(Hasher, PiecesGiveTheSameAsTheWhole) {
  std::string text = Counting(700);
  std::string whole = HashOf(text);
  for (size_t piece : {1u, 3u, 64u, 127u, 128u, 129u, 500u}) {
    Hasher hasher;
    for (size_t at = 0; at < text.size(); at += piece) {
      hasher.Add(std::string_view(text).substr(at, piece)).Add("");
    }
    EXPECT_EQ(hasher.Hex(), whole) << piece;
  }
}

TEST(Hasher, FieldsKnowTheirBorders) {
  EXPECT_NE(Hasher().AddField("ab").AddField("c").Hex(),
            Hasher().AddField("a").AddField("bc").Hex());
  EXPECT_NE(Hasher().AddField("").Hex(), Hasher().Hex());
  EXPECT_EQ(Hasher().AddField("ab").Hex(),
            HashOf(std::string_view("\2\0\0\0\0\0\0\0ab", 10)));
}

TEST(Hasher, FinishAndHexAgree) {
  std::array<uint8_t, 32> digest = Hasher().Add("abc").Finish();
  EXPECT_EQ(digest[0], 0xBD);
  EXPECT_EQ(digest[31], 0x19);
}

}  // namespace
}  // namespace interlock
