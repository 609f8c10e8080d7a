// SPDX-License-Identifier: Apache-2.0
#include "core/attic.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace interlock {
namespace {

// Counts those that were freed.
struct Counted {
  explicit Counted(int& freed) : freed_(&freed) {}
  Counted(Counted&& other) noexcept : freed_(other.freed_) {
    other.freed_ = nullptr;
  }
  ~Counted() {
    if (freed_ != nullptr) ++*freed_;
  }
  int* freed_;
};

TEST(Attic, HoldsWhatItTookUntilItGoes) {
  int freed = 0;
  {
    Attic attic;
    attic.Take(Counted(freed));
    attic.Take(std::make_unique<Counted>(freed));
    EXPECT_EQ(freed, 0);
  }
  EXPECT_EQ(freed, 2);
}

TEST(Attic, ThingsStayWhereTheyStand) {
  Attic attic;
  std::string& first = attic.Take(std::string("first"));
  for (int i = 0; i < 100; ++i) attic.Take(std::to_string(i));
  EXPECT_EQ(first, "first");
}

}  // namespace
}  // namespace interlock
