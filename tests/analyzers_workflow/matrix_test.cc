// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

struct Expanded {
  explicit Expanded(const std::string& yaml)
      : source("m.yml", yaml), document(ParseYaml(source)) {
    expansion = ExpandMatrix(document.root(), Scope{});
  }
  Source source;
  Document document;
  Expansion expansion;
};

std::string MatrixMember(const Combination& combination, std::string_view key) {
  const Value* value = combination.matrix.Find(key);
  return value == nullptr ? "absent" : ToText(*value);
}

TEST(Include, ExtrasReachTheContextAndNotTheName) {
  std::string matrix = "{os: [a, b], include: [{os: a, extra: hello}]}";
  EXPECT_THAT(NamesOfMatrix(matrix), ElementsAre("test (a)", "test (b)"));
  Expanded result(matrix);
  EXPECT_EQ(MatrixMember(result.expansion.combinations[0], "extra"), "hello");
  EXPECT_EQ(MatrixMember(result.expansion.combinations[1], "extra"), "absent");
}

TEST(Include, UnmatchedEntryIsANewJob) {
  EXPECT_THAT(NamesOfMatrix("{os: [a, b], include: [{os: c, extra: hello}]}"),
              ElementsAre("test (a)", "test (b)", "test (c, hello)"));
  EXPECT_THAT(NamesOfMatrix("{os: [a], include: [{x: first, os: c, y: last}]}"),
              ElementsAre("test (a)", "test (c, first, last)"));
}

TEST(Include, AloneMakesOneJobEach) {
  EXPECT_THAT(NamesOfMatrix("{include: [{os: a, v: 1}, {v: 2, os: b}]}"),
              ElementsAre("test (a, 1)", "test (2, b)"));
}

TEST(Include, BringsAnExcludedCombinationBack) {
  EXPECT_THAT(NamesOfMatrix("{os: [a, b], exclude: [{os: b}], "
                            "include: [{os: b, x: 1}]}"),
              ElementsAre("test (a)", "test (b, 1)"));
}

TEST(Include, WithoutVectorKeysMatchesAll) {
  Expanded result("{os: [a, b], include: [{x: 1}, {x: 2}]}");
  ASSERT_THAT(result.expansion.combinations, SizeIs(2));
  EXPECT_EQ(MatrixMember(result.expansion.combinations[0], "x"), "2");
  EXPECT_EQ(MatrixMember(result.expansion.combinations[1], "x"), "2");
}

TEST(Include, EmptyFilterValueIsVacuous) {
  EXPECT_THAT(NamesOfMatrix("{os: [a, b], include: [{os: {}, x: 1}]}"),
              ElementsAre("test (a)", "test (b)"));
}

TEST(Exclude, ComparesLoosely) {
  EXPECT_THAT(NamesOfMatrix("{v: ['1', '2'], exclude: [{v: 1}]}"),
              ElementsAre("test (2)"));
  EXPECT_THAT(NamesOfMatrix("{os: [Linux, mac], exclude: [{os: LINUX}]}"),
              ElementsAre("test (mac)"));
  EXPECT_THAT(NamesOfMatrix("{v: [1, 2], exclude: [{v: 1.0}]}"),
              ElementsAre("test (2)"));
  EXPECT_THAT(NamesOfMatrix("{v: [1, 2], exclude: [{v: true}]}"),
              ElementsAre("test (2)"));
  EXPECT_THAT(NamesOfMatrix("{OS: [a, b], exclude: [{os: a}]}"),
              ElementsAre("test (b)"));
}

TEST(Exclude, ComparesTheLeavesItNames) {
  EXPECT_THAT(NamesOfMatrix("{c: [{n: 1, m: 2}, {n: 3, m: 2}], "
                            "exclude: [{c: {n: 1}}]}"),
              ElementsAre("test (3, 2)"));
  EXPECT_THAT(NamesOfMatrix("{c: [[1, 2, 3], [4]], exclude: [{c: [1]}]}"),
              ElementsAre("test (4)"));
  EXPECT_THAT(NamesOfMatrix("{a: [1, 2], b: [1, 2], exclude: [{a: 1}]}"),
              ElementsAre("test (2, 1)", "test (2, 2)"));
}

TEST(Exclude, OfEverythingLeavesTheBareJob) {
  EXPECT_THAT(NamesOfMatrix("{os: [a], exclude: [{os: a}]}"),
              ElementsAre("test"));
}

TEST(Invalid, SaysWhyAndStaysAPattern) {
  struct Case {
    std::string matrix;
    std::string error;
  };
  for (const Case& c : {
           Case{"{os: []}", "does not contain any values"},
           Case{"{}", "defines no vector"},
           Case{"{os: [a], exclude: [{x: 1}]}", "no key of the matrix"},
           Case{"{os: [a], exclude: [{}]}", "'exclude' is empty"},
           Case{"{os: [a], include: [{}]}", "'include' is empty"},
           Case{"[a, b]", "not a mapping"},
       }) {
    Expanded result(c.matrix);
    EXPECT_EQ(result.expansion.form, MatrixForm::kInvalid) << c.matrix;
    EXPECT_THAT(result.expansion.error, testing::HasSubstr(c.error));
    EXPECT_THAT(NamesOfMatrix(c.matrix), ElementsAre("test (*)"));
  }
}

TEST(Dynamic, UnknownExcludeKeepsAPatternToo) {
  Expanded result("{os: [a], exclude: '${{ fromJSON(vars.X) }}'}");
  EXPECT_EQ(result.expansion.form, MatrixForm::kDynamic);
  EXPECT_THAT(result.expansion.combinations, SizeIs(2));
}

TEST(Limit, HoldsAt256) {
  std::string sixteen = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]";
  Expanded fits("{a: " + sixteen + ", b: " + sixteen + "}");
  EXPECT_EQ(fits.expansion.form, MatrixForm::kKnown);
  EXPECT_THAT(fits.expansion.combinations, SizeIs(256));
  Expanded over("{a: " + sixteen + ", b: " + sixteen +
                ", include: [{c: 1}, {a: 17}]}");
  EXPECT_EQ(over.expansion.form, MatrixForm::kInvalid);
}

TEST(Limit, HugeProductsAreRefusedAtOnce) {
  std::string vector = "[0";
  for (int i = 1; i < 1000; ++i) vector += "," + std::to_string(i);
  vector += "]";
  std::string matrix = "{";
  for (int i = 0; i < 30; ++i) {
    matrix += "k" + std::to_string(i) + ": " + vector + ", ";
  }
  auto start = std::chrono::steady_clock::now();
  Expanded result(matrix + "}");
  EXPECT_EQ(result.expansion.form, MatrixForm::kInvalid);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

// What `exclude` would leave of it may be few: that is not worked out.
TEST(Limit, HugeProductsWithExcludeAreUnknown) {
  std::string vector = "[0";
  for (int i = 1; i < 200; ++i) vector += "," + std::to_string(i);
  Expanded result("{a: " + vector + "], b: " + vector +
                  "], exclude: [{a: 1}]}");
  EXPECT_EQ(result.expansion.form, MatrixForm::kDynamic);
  EXPECT_TRUE(result.expansion.error.empty());
  EXPECT_THAT(result.expansion.combinations, SizeIs(1));
}

TEST(Limit, AliasBombsAreUnknown) {
  std::string yaml = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    std::string before = "*a" + std::to_string(i - 1);
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            before + ", " + before + "]\n";
  }
  Expanded result(yaml);
  EXPECT_NE(result.expansion.form, MatrixForm::kKnown);
}

TEST(Written, KeepsTheNumbersOfTheFile) {
  Expanded result("{py: [3.10, '3.11'], f: [TRUE]}");
  EXPECT_EQ(result.expansion.combinations[0].written, "3.10, TRUE");
  EXPECT_EQ(result.expansion.combinations[0].suffix.Display(), "3.1, true");
}

}  // namespace
}  // namespace interlock::workflow
