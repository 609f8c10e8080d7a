// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>

#include "core/result.h"
#include "core/source.h"

namespace interlock {
namespace {

static_assert(Span{2, 5}.size() == 3);
static_assert(Span{2, 2}.empty());
static_assert(Span{2, 5}.Contains(2) && !Span{2, 5}.Contains(5));
static_assert(Span{2, 5}.Overlaps({4, 9}) && !Span{2, 5}.Overlaps({5, 9}));
static_assert(Span{2, 5}.Cover({7, 9}) == Span{2, 9});
static_assert(Span{2, 5} < Span{2, 6} && Span{1, 9} < Span{2, 3});

TEST(Source, GivesTheTextOfSpans) {
  Source source("a.sql", "select 1");
  EXPECT_EQ(source.Text({7, 8}), "1");
  EXPECT_EQ(source.whole(), (Span{0, 8}));
  EXPECT_EQ(source.path(), "a.sql");
}

TEST(Result, HoldsAValueOrAnError) {
  Result<std::unique_ptr<int>> good = std::make_unique<int>(7);
  ASSERT_TRUE(good.ok());
  std::unique_ptr<int> taken = std::move(good).value();
  EXPECT_EQ(*taken, 7);
  Result<int> bad = Error{"unknown key 'rulez'", "x.yml", 3, "expected rules"};
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().Text(),
            "x.yml:3: unknown key 'rulez'\n  help: expected rules");
  EXPECT_EQ((Error{"out of luck"}).Text(), "out of luck");
  EXPECT_EQ((Error{"is empty", "x.yml"}).Text(), "x.yml: is empty");
  EXPECT_TRUE(Status(Done{}).ok());
}

}  // namespace
}  // namespace interlock
