// SPDX-License-Identifier: Apache-2.0
// What is read of a condition and follows from it; servers are asked by
// effects_bounds.py.
#include "analyzers/sql/formula.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock::sql {
namespace {

Answer Asked(std::string_view known, Atom wanted,
             LiteralOrder order = LiteralOrder::kInteger) {
  return Implies(ReadFormula(known), std::span(&wanted, 1), order);
}
const Atom kAtLeast9{"k", Comparison::kGreaterEqual, "9"};

TEST(Formula, SeesWhatFollows) {
  for (const char* text :
       {"k >= 9", "k > 9", "k = 10", "K IN (9, 10)", "9 <= k",
        "((k >= 9) AND (a = 1))", "k BETWEEN 9 AND 12", "NOT k < 9",
        "k = 9 OR (k > 20 AND a IS NULL)", "k = ANY (ARRAY[9, 10])"}) {
    EXPECT_EQ(Asked(text, kAtLeast9), Answer::kYes) << text;
  }
}

TEST(Formula, SeesWhatDoesNotFollow) {
  for (const char* text : {"k >= 8", "k < 9", "k IN (8, 9)", "j >= 9",
                           "k IS NOT NULL", "k >= 9 OR a = 1", "k >= 9.5"}) {
    EXPECT_EQ(Asked(text, kAtLeast9), Answer::kNo) << text;
  }
}

TEST(Formula, SaysWhenItDoesNotUnderstand) {
  for (const char* text :
       {"k + 0 >= 9", "abs(k) = 9", "k = 9 IS TRUE", "k >= 9 + 1", "((k = 9",
        "CASE WHEN a THEN b AND k = 9 AND c END", "k OPERATOR(pg_catalog.=) 9",
        "k::bigint >= 9"}) {
    EXPECT_EQ(Asked(text, kAtLeast9), Answer::kUnknown) << text;
  }
}

TEST(Formula, ComparesByKind) {
  Atom wanted{"k", Comparison::kEqual, "2024-01-01"};
  std::string_view text = "k = '2024-01-01 00:00:00'";
  EXPECT_EQ(Asked(text, wanted, LiteralOrder::kMoment), Answer::kYes);
  EXPECT_EQ(Asked(text, wanted, LiteralOrder::kText), Answer::kNo);
  EXPECT_EQ(Asked(text, wanted, LiteralOrder::kSame), Answer::kUnknown);
}

TEST(Formula, BearsHostileText) {
  std::string deep(100000, '(');
  EXPECT_EQ(Asked(deep + "k = 9", kAtLeast9), Answer::kUnknown);
  std::string wide = "k IN (9";
  for (int i = 0; i < 20000; ++i) wide += ", 9";
  EXPECT_EQ(Asked(wide + ")", kAtLeast9), Answer::kUnknown);
  std::string many = "k = 9";
  for (int i = 0; i < 20000; ++i) many += " AND NOT k = 8";
  EXPECT_EQ(Asked(many, kAtLeast9), Answer::kUnknown);
}

}  // namespace
}  // namespace interlock::sql
