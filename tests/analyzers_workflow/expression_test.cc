// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/workflow/template.h"

namespace interlock::workflow {
namespace {

using testing::HasSubstr;

std::string Show(const Value& value) {
  return value.known() ? ToText(value) : "?";
}
std::string Eval(std::string_view text, const Scope& scope = {}) {
  Expression expression = ParseExpression(text);
  if (!expression.ok()) return "error: " + expression.error;
  return Show(Evaluate(expression, scope));
}
std::string Whether(std::string_view text) {
  switch (Evaluate(ParseCondition(text), Scope{})) {
    case Truth::kTrue:
      return "yes";
    case Truth::kFalse:
      return "no";
    case Truth::kUnknown:
      return "?";
  }
  return "";
}

TEST(Expression, Literals) {
  EXPECT_EQ(Eval("'it''s'"), "it's");
  EXPECT_EQ(Eval("0xff"), "255");
  EXPECT_EQ(Eval("0o17"), "15");
  EXPECT_EQ(Eval("-9.2"), "-9.2");
  EXPECT_EQ(Eval("-2.99e-2"), "-0.0299");
  EXPECT_EQ(Eval("3.10"), "3.1");
  EXPECT_EQ(Eval("null"), "");
  EXPECT_EQ(Eval("-0"), "0");
}

TEST(Expression, ComparesAsGithubDoes) {
  EXPECT_EQ(Eval("'Linux' == 'LINUX'"), "true");
  EXPECT_EQ(Eval("'1' == 1"), "true");
  EXPECT_EQ(Eval("true == 1"), "true");
  EXPECT_EQ(Eval("null == 0"), "true");
  EXPECT_EQ(Eval("null == ''"), "true");
  EXPECT_EQ(Eval("'x' == 0"), "false");
  EXPECT_EQ(Eval("'x' != 0"), "true");
  EXPECT_EQ(Eval("NaN == NaN"), "false");
  EXPECT_EQ(Eval("'b' > 'A'"), "true");
  EXPECT_EQ(Eval("2 <= '10'"), "true");
}

TEST(Expression, OperatorsGiveOperands) {
  EXPECT_EQ(Eval("'' || 'b'"), "b");
  EXPECT_EQ(Eval("'a' && 'b' || 'c'"), "b");
  EXPECT_EQ(Eval("true && '' || 'c'"), "c");
  EXPECT_EQ(Eval("!('a' == 'b')"), "true");
  EXPECT_EQ(Eval("1 == 1 && 2 == 3"), "false");
}

TEST(Expression, Functions) {
  EXPECT_EQ(Eval("format('{0}-{1} {{x}}', 'a', 3.10)"), "a-3.1 {x}");
  EXPECT_EQ(Eval("format('{9}', 'a')"), "?");
  EXPECT_EQ(Eval("contains('Hello', 'ell')"), "true");
  EXPECT_EQ(Eval("contains(fromJSON('[\"a\", \"B\"]'), 'b')"), "true");
  EXPECT_EQ(Eval("startsWith('refs/tags/v1', 'REFS/TAGS')"), "true");
  EXPECT_EQ(Eval("endsWith('a.md', '.md')"), "true");
  EXPECT_EQ(Eval("join(fromJSON('[1, 2]'), '-')"), "1-2");
  EXPECT_EQ(Eval("fromJSON('{\"a\": {\"b\": 7}}').a['b']"), "7");
  EXPECT_EQ(Eval("fromJSON('[1, 2]')[1]"), "2");
  EXPECT_EQ(Eval("hashFiles('x')"), "?");
  EXPECT_EQ(Eval("fromJSON('nope')"), "?");
}

TEST(Expression, UnknownContextsStayUnknown) {
  EXPECT_EQ(Eval("github.ref"), "?");
  EXPECT_EQ(Eval("github.ref == 'x'"), "?");
  EXPECT_EQ(Eval("format('{0}', vars.x)"), "?");
  EXPECT_EQ(Eval("needs.*.result"), "?");
}

TEST(Expression, KnownContexts) {
  Value matrix = Value::Object();
  matrix.Set("OS", Value::String("a"));
  Scope scope;
  scope.matrix = &matrix;
  EXPECT_EQ(Eval("matrix.os", scope), "a");
  EXPECT_EQ(Eval("MATRIX['Os']", scope), "a");
  EXPECT_EQ(Eval("matrix.none.deep", scope), "");
}

TEST(Expression, ErrorsNameWhatIsWrong) {
  EXPECT_THAT(Eval("a ="), HasSubstr("unexpected '='"));
  EXPECT_THAT(Eval("\"x\""), HasSubstr("single quotes"));
  EXPECT_THAT(Eval("'open"), HasSubstr("closing quote"));
  EXPECT_THAT(Eval("f(a"), HasSubstr("')'"));
  EXPECT_THAT(Eval("a b"), HasSubstr("found 'b'"));
  EXPECT_THAT(Eval(""), HasSubstr("the expression ends"));
  EXPECT_THAT(Eval("a."), HasSubstr("a name"));
  EXPECT_THAT(Eval("12abc"), HasSubstr("not a number"));
}

TEST(Expression, HostileNestingIsAnError) {
  for (std::string unit : {"(", "!", "f(", "a[", "a.b.", "1==", "1<"}) {
    std::string text;
    while (text.size() < 20000) text += unit;
    EXPECT_THAT(Eval(text + "1"), HasSubstr("error")) << unit;
  }
  std::string chain = "1";
  while (chain.size() < 20000) chain += "&&1";
  EXPECT_EQ(Eval(chain), "1");
  EXPECT_THAT(Eval(std::string(30000, ' ')), HasSubstr("longer"));
}

TEST(Expression, PathsAreLowerCase) {
  Expression e = ParseExpression("GitHub.Event.Commits[0]['Author'].*.X");
  EXPECT_EQ(PathOf(e, e.root), "github.event.commits.*.author.*.x");
  e = ParseExpression("f(a)");
  EXPECT_EQ(PathOf(e, e.root), "");
}

TEST(Condition, DecidesWhereItCan) {
  EXPECT_EQ(Whether("false"), "no");
  EXPECT_EQ(Whether("${{ false }}"), "no");
  EXPECT_EQ(Whether("${{ false }} "), "yes");  // text beside: a string
  EXPECT_EQ(Whether("always()"), "yes");
  EXPECT_EQ(Whether("!cancelled()"), "yes");
  EXPECT_EQ(Whether("failure()"), "no");
  EXPECT_EQ(Whether("vars.x && false"), "no");
  EXPECT_EQ(Whether("vars.x || true"), "yes");
  EXPECT_EQ(Whether("vars.x && true"), "?");
  EXPECT_EQ(Whether("!(vars.x || true)"), "no");
}

TEST(Template, SplitsAndKeepsQuotedBraces) {
  Template parsed = ParseTemplate("a ${{ '}}' }} b");
  ASSERT_EQ(parsed.pieces.size(), 3u);
  EXPECT_EQ(EvaluateTemplate(parsed, Scope{}).text, "a }} b");
  EXPECT_EQ(ParseTemplate("${{ a").error, "'${{' has no closing '}}'");
}

}  // namespace
}  // namespace interlock::workflow
