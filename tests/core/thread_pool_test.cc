// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace interlock {
namespace {

TEST(ParallelFor, DoesEachOnce) {
  for (unsigned threads : {0u, 1u, 2u, 8u}) {
    for (size_t count : {size_t{0}, size_t{1}, size_t{7}, size_t{10000}}) {
      std::vector<std::atomic<int>> done(count);
      ParallelFor(count, threads, [&](size_t i) { ++done[i]; });
      for (const std::atomic<int>& times : done) ASSERT_EQ(times, 1);
    }
  }
}

TEST(ParallelFor, UsesNoMoreThreadsThanAskedOrNeeded) {
  auto used = [](size_t count, unsigned threads) {
    std::mutex mutex;
    std::set<std::thread::id> ids;
    ParallelFor(count, threads, [&](size_t) {
      std::lock_guard lock(mutex);
      ids.insert(std::this_thread::get_id());
    });
    EXPECT_FALSE(ids.contains(std::this_thread::get_id()));
    return ids.size();
  };
  EXPECT_EQ(used(100, 1), 1u);
  EXPECT_LE(used(100, 3), 3u);
  EXPECT_LE(used(2, 50), 2u);
}

TEST(ParallelFor, RunsAtTheSameTime) {
  std::atomic<int> inside = 0;
  ParallelFor(2, 2, [&](size_t) {
    ++inside;
    auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (inside < 2 && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
  });
  EXPECT_EQ(inside, 2);
}

// Takes about `depth` KiB of stack.
[[gnu::noinline]] size_t Recurse(size_t depth) {
  volatile char frame[1024];
  frame[depth % sizeof(frame)] = 1;
  if (depth == 0) return 0;
  size_t below = Recurse(depth - 1);
  return below + static_cast<size_t>(frame[depth % sizeof(frame)]);
}

TEST(ParallelFor, HasDeepStacksWithOneThreadToo) {
  size_t depth = 0;
  ParallelFor(1, 1, [&](size_t) { depth = Recurse(12 * 1024); });
  EXPECT_EQ(depth, size_t{12} * 1024);
}

TEST(DefaultThreads, IsAtLeastOne) { EXPECT_GE(DefaultThreads(), 1u); }

}  // namespace
}  // namespace interlock
