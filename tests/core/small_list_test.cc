// SPDX-License-Identifier: Apache-2.0
#include "core/small_list.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <vector>

namespace interlock {
namespace {

using List = SmallList<int, 4>;

List Counting(int count) {
  List list;
  for (int i = 0; i < count; ++i) list.push_back(i);
  return list;
}

std::vector<int> All(const List& list) { return {list.begin(), list.end()}; }

std::vector<int> UpTo(int count) {
  std::vector<int> all(static_cast<size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

TEST(SmallList, HoldsFewAndMany) {
  for (int count : {0, 1, 3, 4, 5, 8, 9, 1000}) {
    List list = Counting(count);
    EXPECT_EQ(list.size(), static_cast<size_t>(count));
    EXPECT_EQ(list.empty(), count == 0);
    EXPECT_EQ(All(list), UpTo(count));
  }
}

TEST(SmallList, CopiesAreApart) {
  for (int count : {2, 4, 30}) {
    List list = Counting(count);
    List copy = list;
    copy[0] = 7;
    copy.push_back(8);
    EXPECT_EQ(All(list), UpTo(count));
    List other = Counting(9);
    other = list;
    EXPECT_EQ(other, list);
    EXPECT_FALSE(copy == list);
    other = *&other;
    EXPECT_EQ(other, list);
  }
}

TEST(SmallList, MovedFromIsEmptyAndUsable) {
  for (int count : {2, 4, 30}) {
    List list = Counting(count);
    List taken = std::move(list);
    EXPECT_EQ(All(taken), UpTo(count));
    EXPECT_TRUE(list.empty());  // NOLINT: that is what is asked
    list.push_back(1);
    EXPECT_EQ(All(list), std::vector<int>{1});
    taken = std::move(list);
    EXPECT_EQ(All(taken), std::vector<int>{1});
  }
}

TEST(SmallList, TakesAnItemOfItsOwn) {
  List list = {1, 2, 3, 4};
  list.push_back(list.front());
  EXPECT_EQ(All(list), (std::vector<int>{1, 2, 3, 4, 1}));
}

TEST(SmallList, DoesAsAVectorDoes) {
  std::mt19937 random(1);
  List list;
  std::vector<int> model;
  for (int i = 0; i < 20000; ++i) {
    int draw = static_cast<int>(random() % 10);
    if (draw < 6) {
      list.push_back(i);
      model.push_back(i);
    } else if (draw < 9 && !model.empty()) {
      EXPECT_EQ(list.back(), model.back());
      list.pop_back();
      model.pop_back();
    } else if (random() % 50 == 0) {
      list.clear();
      model.clear();
    }
    ASSERT_EQ(All(list), model);
  }
}

}  // namespace
}  // namespace interlock
