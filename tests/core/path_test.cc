// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/text.h"

namespace interlock {
namespace {

TEST(Path, BaseNameAndDirName) {
  EXPECT_EQ(BaseName("a/b/c.sql"), "c.sql");
  EXPECT_EQ(BaseName("c.sql"), "c.sql");
  EXPECT_EQ(BaseName("a/"), "");
  EXPECT_EQ(DirName("a/b/c.sql"), "a/b");
  EXPECT_EQ(DirName("c.sql"), "");
  EXPECT_EQ(DirName("/c"), "/");
}

TEST(Path, Extension) {
  EXPECT_EQ(Extension("a/b.sql"), ".sql");
  EXPECT_EQ(Extension("a.b/c"), "");
  EXPECT_EQ(Extension("x.tar.gz"), ".gz");
  EXPECT_EQ(Extension(".gitignore"), "");
  EXPECT_EQ(Extension(".interlock.yml"), ".yml");
  EXPECT_EQ(Extension(".."), "");
  EXPECT_EQ(Extension("a."), "");
}

TEST(Path, JoinPath) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("/", "b"), "/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
  EXPECT_EQ(JoinPath(".", "b"), "b");
  EXPECT_EQ(JoinPath("a", ""), "a");
}

TEST(Path, NormalPathStaysInside) {
  EXPECT_EQ(NormalPath("a/./b/../c"), "a/c");
  EXPECT_EQ(NormalPath("./a//b/"), "a/b");
  EXPECT_EQ(NormalPath("a/.."), ".");
  EXPECT_EQ(NormalPath(""), ".");
  EXPECT_EQ(NormalPath(".."), "");
  EXPECT_EQ(NormalPath("a/../../b"), "");
  EXPECT_EQ(NormalPath("/etc/passwd"), "");
  EXPECT_EQ(NormalPath("..a/...b"), "..a/...b");
}

}  // namespace
}  // namespace interlock
