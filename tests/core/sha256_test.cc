// SPDX-License-Identifier: Apache-2.0
#include "core/sha256.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock {
namespace {

std::string Digest(std::string_view text) {
  return Base64(Sha256().Add(text).Finish());
}

TEST(Sha256, KnowsTheStandardsExamples) {
  EXPECT_EQ(Digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(Digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  EXPECT_EQ(Digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
  EXPECT_EQ(Digest(std::string(1'000'000, 'a')),
            "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=");
}

TEST(Sha256, GoesOnFromACopy) {
  Sha256 running;
  running.Add("ab");
  Sha256 copy = running;
  EXPECT_EQ(Base64(copy.Add("c").Finish()), Digest("abc"));
  EXPECT_EQ(Base64(running.Add("d").Finish()), Digest("abd"));
}

}  // namespace
}  // namespace interlock
