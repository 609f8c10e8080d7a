// SPDX-License-Identifier: Apache-2.0
#include "core/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace interlock {
namespace {

bool Aligned(const void* at, size_t alignment) {
  return reinterpret_cast<uintptr_t>(at) % alignment == 0;
}

TEST(Arena, KeepsEveryPieceApart) {
  Arena arena;
  std::vector<std::string_view> copies;
  for (size_t i = 0; i < 3000; ++i) {
    copies.push_back(
        arena.Copy(std::string(i % 97 + 1, static_cast<char>('a' + i % 26))));
  }
  for (size_t i = 0; i < copies.size(); ++i) {
    ASSERT_EQ(copies[i],
              std::string(i % 97 + 1, static_cast<char>('a' + i % 26)));
  }
}

TEST(Arena, AlignsAcrossBlocksAndInOversizedPieces) {
  struct alignas(64) Wide {
    char bytes[64];
  };
  Arena arena;
  for (int i = 0; i < 500; ++i) {
    arena.Copy("x");
    ASSERT_TRUE(Aligned(arena.New<Wide>(), 64));
    ASSERT_TRUE(Aligned(arena.New<uint64_t>(uint64_t{7}), 8));
  }
  EXPECT_TRUE(Aligned(arena.Allocate(1 << 20, 64), 64));
  EXPECT_GT(arena.bytes_used(), size_t{1} << 20);
}

TEST(Arena, CountsWhatWasAsked) {
  Arena arena;
  arena.Copy("abc");
  arena.Allocate(1 << 20, 1);
  EXPECT_EQ(arena.bytes_used(), (size_t{1} << 20) + 3);
}

TEST(Arena, MovedFromStartsAfresh) {
  Arena a;
  std::string_view kept = a.Copy("kept");
  Arena b = std::move(a);
  EXPECT_EQ(a.bytes_used(), 0u);
  for (int i = 0; i < 100; ++i) a.Copy("overwrites?");
  EXPECT_EQ(kept, "kept");
  b = std::move(a);
  EXPECT_EQ(b.bytes_used(), 1100u);
}

TEST(Arena, CopiesVectors) {
  Arena arena;
  std::span<const int> all = arena.CopyAll(std::vector<int>{1, 2, 3});
  EXPECT_EQ(std::vector<int>(all.begin(), all.end()),
            (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(arena.CopyAll(std::vector<int>()).empty());
  EXPECT_TRUE(arena.Copy("").empty());
}

TEST(ArenaList, MakesItsThingsInPlace) {
  Arena arena;
  ArenaList<std::string_view> list(arena, 3);
  EXPECT_TRUE(list.all().empty());
  const std::string_view& first = list.Add([] { return "a"; });
  list.Add([&] { return arena.Copy("b"); });
  EXPECT_EQ(&first, list.all().data());
  ASSERT_EQ(list.all().size(), 2u);
  EXPECT_EQ(list.all()[0], "a");
  EXPECT_EQ(list.all()[1], "b");
  ArenaList<int> none(arena, 0);
  EXPECT_TRUE(none.all().empty());
}

TEST(ArenaListDeathTest, HoldsNoMoreThanItsRoom) {
  Arena arena;
  ArenaList<int> list(arena, 1);
  list.Add([] { return 1; });
  EXPECT_DEATH(list.Add([] { return 2; }), "size_ < room_");
}

}  // namespace
}  // namespace interlock
