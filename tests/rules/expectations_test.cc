// SPDX-License-Identifier: Apache-2.0
#include "tests/support/expectations.h"

#include <gtest/gtest.h>

#include "tests/support/rule_case.h"

namespace interlock::test {
namespace {

std::string Taken(std::string text) {
  std::string out;
  for (const Expectation& one : TakeExpectations("f", text)) {
    out += std::to_string(one.line) + " " + one.rule + "\n";
  }
  return out + "--\n" + text;
}

TEST(TakeExpectations, ReadsTheEndOfTheLine) {
  EXPECT_EQ(Taken("a; -- expect: x-y\nb\n"), "1 x-y\n--\na;\nb\n");
  EXPECT_EQ(Taken("a: 1  # expect: x, y\n"), "1 x\n1 y\n--\na: 1\n");
  EXPECT_EQ(Taken("1 // expect: x"), "1 x\n--\n1");
  EXPECT_EQ(Taken("# Title <!-- expect: x -->\n"), "1 x\n--\n# Title\n");
}

TEST(TakeExpectations, KeepsTheLineBreaks) {
  EXPECT_EQ(Taken("a # expect: x\r\n# expect: y\r\nb\r\n"),
            "1 x\n3 y\n--\na\r\n\r\nb\r\n");
}

TEST(TakeExpectations, ReadsTheLineBefore) {
  EXPECT_EQ(Taken("-- expect: x\na;\n"), "2 x\n--\n\na;\n");
  EXPECT_EQ(Taken("# expect: x\n  # expect: y\na\n"), "3 x\n3 y\n--\n\n\na\n");
}

TEST(TakeExpectations, LeavesEverythingElseAlone) {
  EXPECT_EQ(Taken("we expect: x\n"), "--\nwe expect: x\n");
  EXPECT_EQ(Taken("-- expected: x\n"), "--\n-- expected: x\n");
  EXPECT_EQ(Taken(""), "--\n");
}

TEST(ReadExpectations, ReadsLinesAndRefusesOthers) {
  std::string error;
  auto found = ReadExpectations("f", "# why\n\n4 x-y\r\n12  z\n", error);
  EXPECT_EQ(error, "");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].line, 12u);
  EXPECT_EQ(found[1].rule, "z");
  ReadExpectations("f", "x 4\n", error);
  EXPECT_EQ(error, "f.expect: expected LINE rule-id, found x 4");
}

TEST(DocCases, JoinConsecutiveFilesOfOneKind) {
  constexpr RuleInfo kInfo{.id = "a-rule",
                           .summary = "An example of a rule",
                           .since = "0.1.0",
                           .category = Category::kMigration,
                           .severity = Severity::kError,
                           .docs = R"(
```sql,bad
SELECT 1;
```
```yaml,bad,file=a.yml
a: 1
```
```yaml,bad file=b.yml
b: 1
```
```yaml,bad,file=a.yml
a: 2
```
```yaml,good,file=c.yml
c: 1
```
```sh
ls
```
)"};
  auto cases = DocCases(kInfo);
  ASSERT_EQ(cases.size(), 4u);
  EXPECT_EQ(cases[0].project.files.at(0).path, "db/migrations/001_case.sql");
  EXPECT_EQ(cases[1].project.files.size(), 2u);
  EXPECT_EQ(cases[2].project.files.at(0).bytes, "a: 2\n");
  EXPECT_FALSE(cases[3].bad);
}

}  // namespace
}  // namespace interlock::test
