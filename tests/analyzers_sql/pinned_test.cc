// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/pinned.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock::sql {
namespace {

std::string Pinned(std::string_view text) {
  std::string out;
  for (std::string_view column :
       PinnedColumns(text, {0, static_cast<uint32_t>(text.size())})) {
    if (!out.empty()) out += ' ';
    out += column;
  }
  return out;
}

TEST(PinnedColumns, AreTiedToConstants) {
  EXPECT_EQ(Pinned("id = 7"), "id");
  EXPECT_EQ(Pinned("t.id = -7 AND kind IN ('a', E'b')"), "id kind");
  EXPECT_EQ(Pinned("(\"Id\" = '7'::bigint)"), "Id");
  EXPECT_EQ(Pinned("day = DATE '2025-01-01' /* x */"), "day");
  EXPECT_EQ(Pinned("note IS NULL AND id IN (1)"), "id");
}

TEST(PinnedColumns, AreNotComputed) {
  EXPECT_EQ(Pinned("id = other"), "");
  EXPECT_EQ(Pinned("id = 7 + other"), "");
  EXPECT_EQ(Pinned("id < 7"), "");
  EXPECT_EQ(Pinned("id IN (SELECT 7)"), "");
  EXPECT_EQ(Pinned("id NOT IN (7)"), "");
  EXPECT_EQ(Pinned("lower(code) = 'a'"), "");
  EXPECT_EQ(Pinned("id BETWEEN 1 AND 7"), "");
  EXPECT_EQ(Pinned("done = true"), "");
  EXPECT_EQ(Pinned("id = 7 OR TRUE"), "");
  EXPECT_EQ(Pinned("NOT id = 7"), "");
}

TEST(PinnedColumns, EndWithHostileText) {
  EXPECT_EQ(Pinned(""), "");
  EXPECT_EQ(Pinned("id = '"), "id");
  EXPECT_EQ(Pinned("id IN (1,"), "");
  EXPECT_EQ(Pinned(std::string(100000, '(')), "");
  std::string many;
  for (int i = 0; i < 10000; ++i) many += "a = 1 AND ";
  EXPECT_EQ(Pinned(many + "b = 2").size(), 20001u);
}

}  // namespace
}  // namespace interlock::sql
