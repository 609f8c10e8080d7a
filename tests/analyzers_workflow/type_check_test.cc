// SPDX-License-Identifier: Apache-2.0
// Which type an expression has, and what is wrong with it.
#include "analyzers/workflow/type_check.h"

#include <gtest/gtest.h>

#include <ostream>

namespace interlock::workflow {
namespace {

struct Case {
  std::string_view text;
  std::string_view type;
  std::string_view problem;  // of the first one; empty: none
  Place place = Place::kStep;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.text;
}

// A job with a matrix of `os` and `debug`, a need `build` and a step `one`.
struct World {
  World() {
    const Type* outputs = ObjectType(arena, {{"version", &kStringType}});
    const Type* need =
        ObjectType(arena, {{"outputs", outputs}, {"result", &kStringType}});
    needs = ObjectType(arena, {{"build", need}});
    const Type* step = ObjectType(
        arena, {{"outputs", &kTextMapType}, {"outcome", &kStringType}});
    steps = ObjectType(arena, {{"one", step}});
    matrix = ObjectType(arena, {{"os", &kStringType},
                                {"debug", &kBoolType},
                                {"n", &kNumberType},
                                {"list", &kAnyArrayType}});
  }
  TypeScope At(Place place) {
    TypeScope scope = ScopeAt(place);
    scope.At(ContextName::kNeeds) = needs;
    scope.At(ContextName::kSteps) = steps;
    scope.At(ContextName::kMatrix) = matrix;
    return scope;
  }
  Arena arena;
  const Type* needs;
  const Type* steps;
  const Type* matrix;
};

class TypeCheck : public testing::TestWithParam<Case> {};

TEST_P(TypeCheck, GivesTheTypeAndTheFirstProblem) {
  World world;
  std::vector<ExpressionProblem> problems;
  Expression expression = ParseExpression(GetParam().text);
  ASSERT_TRUE(expression.ok()) << expression.error;
  const Type* type =
      CheckTypes(expression, GetParam().text, world.At(GetParam().place),
                 world.arena, problems);
  EXPECT_EQ(Describe(*type), GetParam().type);
  EXPECT_EQ(problems.empty() ? "" : problems[0].message, GetParam().problem);
}

constexpr std::string_view kAnything = "anything";

INSTANTIATE_TEST_SUITE_P(
    Types, TypeCheck,
    testing::Values(
        Case{"1", "a number", ""}, Case{"'x'", "a text", ""},
        Case{"null", "null", ""}, Case{"true", "true or false", ""},
        Case{"github.sha", "a text", ""}, Case{"GITHUB.Sha", "a text", ""},
        Case{"github.event.issue.title", kAnything, ""},
        Case{"github['sha']", "a text", ""}, Case{"env.ANY", "a text", ""},
        Case{"secrets.X", "a text", ""},
        Case{"secrets[matrix.os]", "a text", ""},
        Case{"matrix.debug", "true or false", ""},
        Case{"matrix.debug && 'a' || 'b'", kAnything, ""},
        Case{"'a' || 'b'", "a text", ""},
        Case{"!matrix.os", "true or false", ""},
        Case{"matrix.os == 'x'", "true or false", ""},
        Case{"steps.one.outputs.any", "a text", ""},
        Case{"steps.*.outcome", "an array", ""},
        Case{"needs.*.result", "an array", ""},
        Case{"contains(needs.*.result, 'failure')", "true or false", ""},
        Case{"needs.build.outputs.version", "a text", ""},
        Case{"needs.build.outputs", "an object", ""},
        Case{"fromJSON('[1]')[0]", "a number", ""},
        Case{"fromJSON('{\"a\": 1}').a", "a number", ""},
        Case{"fromJSON(env.X).a.b", kAnything, ""},
        Case{"format('{0}{1}', 1, 2)", "a text", ""},
        Case{"format('{{}}')", "a text", ""},
        Case{"join(matrix.list, ',')", "a text", ""},
        Case{"hashFiles('a', 'b')", "a text", ""},
        Case{"case(matrix.debug, 1, 2)", "a number", ""},
        Case{"case(matrix.debug, 1, 'x')", kAnything, ""},
        Case{"toJSON(github)", "a text", ""},
        Case{"strategy.job-index", "a number", ""},
        Case{"job.services.db.ports['5432']", kAnything, ""},
        Case{"matrix.n > 2", "true or false", ""},
        Case{"matrix.n == '2'", "true or false", ""},
        Case{"success()", "true or false", "", Place::kStepIf},
        Case{"success('a', 'b')", "true or false", "", Place::kJobIf}));

INSTANTIATE_TEST_SUITE_P(
    Names, TypeCheck,
    testing::Values(
        Case{"githb.sha", kAnything, "there is no context 'githb'"},
        Case{"github.shaa", kAnything, "'github' has no 'shaa'"},
        Case{"runner.system", kAnything, "'runner' has no 'system'"},
        Case{"steps.two.outputs.x", kAnything, "'steps' has no 'two'"},
        Case{"steps.one.output.x", kAnything, "'steps.one' has no 'output'"},
        Case{"needs.biuld.result", kAnything, "'needs' has no 'biuld'"},
        Case{"needs.build.outputs.v", kAnything,
             "'needs.build.outputs' has no 'v'"},
        Case{"matrix.so", kAnything, "'matrix' has no 'so'"},
        Case{"matrix['so']", kAnything, "'matrix' has no 'so'"},
        Case{"steps.*.outcom", "an array", "'steps.*' has no 'outcom'"},
        Case{"matrix.os.name", kAnything,
             "'name' is asked of a text, which has no members"}));

INSTANTIATE_TEST_SUITE_P(
    Calls, TypeCheck,
    testing::Values(
        Case{"contain('a', 'b')", kAnything, "there is no function 'contain'"},
        Case{"contains('a')", "true or false",
             "contains() takes 2 arguments, not 1"},
        Case{"join('a', 'b', 'c')", "a text",
             "join() takes 1 or 2 arguments, not 3"},
        Case{"contains(github, 'x')", "true or false",
             "contains() does not work on an object"},
        Case{"startsWith(matrix.list, 'x')", "true or false",
             "startsWith() does not work on an array"},
        Case{"format('{0} {2}', 1, 2)", "a text",
             "format() has no argument for {2}"},
        Case{"format('{0}', 1, 2)", "a text",
             "format() never shows this argument: the text has no {1}"},
        Case{"format('{x}', 1)", "a text",
             "the text of format() holds a '{' without a number after it"},
        Case{"format('a } b')", "a text",
             "the text of format() holds a '}' that closes nothing"},
        Case{"fromJSON('{')", kAnything, "fromJSON() is given what is no JSON"},
        Case{"case('x', 1, 2)", "a number",
             "case() takes true or false here, not a text"},
        Case{"case(true, 1, false, 2)", kAnything,
             "case() has no value for when nothing holds"},
        Case{"success()", "true or false", "success() is not available here"},
        Case{"hashFiles('x')", "a text", "hashFiles() is not available here",
             Place::kJobIf}));

INSTANTIATE_TEST_SUITE_P(
    Comparisons, TypeCheck,
    testing::Values(
        Case{
            "matrix.debug == 'true'", "true or false",
            "'matrix.debug == 'true'' compares true or false with a text: they "
            "are never equal"},
        Case{
            "'abc' != matrix.n", "true or false",
            "''abc' != matrix.n' compares a number with a text: they are never "
            "equal"},
        Case{"matrix.debug == '1'", "true or false", ""},
        Case{"matrix.debug == true", "true or false", ""},
        Case{"matrix.debug == ''", "true or false", ""},
        Case{"github == 'x'", "true or false",
             "'github == 'x'' compares an object with a text: they are never "
             "equal"},
        Case{"github.event == 'x'", "true or false", ""}));

struct Available {
  std::string_view text;
  Place place;
  bool fine;
};
std::ostream& operator<<(std::ostream& out, const Available& one) {
  return out << one.text << " at " << static_cast<int>(one.place);
}

class Availability : public testing::TestWithParam<Available> {};

TEST_P(Availability, DependsOnThePlace) {
  Arena arena;
  std::vector<ExpressionProblem> problems;
  TypeScope scope;
  scope.place = GetParam().place;
  CheckTypes(ParseExpression(GetParam().text), GetParam().text, scope, arena,
             problems);
  EXPECT_EQ(problems.empty(), GetParam().fine);
  for (const ExpressionProblem& problem : problems) {
    EXPECT_EQ(problem.kind, ProblemKind::kContextUnavailable);
  }
}

// Each line: a place, one thing that it knows and one that it does not.
INSTANTIATE_TEST_SUITE_P(
    Table, Availability,
    testing::Values(Available{"inputs.x", Place::kStart, true},
                    Available{"secrets.x", Place::kStart, false},
                    Available{"secrets.x", Place::kStartSecrets, true},
                    Available{"needs.x", Place::kStartSecrets, false},
                    Available{"jobs.x", Place::kCallOutput, true},
                    Available{"needs.x", Place::kCallOutput, false},
                    Available{"needs.x", Place::kJobIf, true},
                    Available{"always()", Place::kJobIf, true},
                    Available{"matrix.x", Place::kJobIf, false},
                    Available{"env.x", Place::kJobIf, false},
                    Available{"secrets.x", Place::kJobIf, false},
                    Available{"needs.x", Place::kStrategy, true},
                    Available{"matrix.x", Place::kStrategy, false},
                    Available{"matrix.x", Place::kJob, true},
                    Available{"env.x", Place::kJob, false},
                    Available{"secrets.x", Place::kJob, false},
                    Available{"secrets.x", Place::kJobSecrets, true},
                    Available{"env.x", Place::kJobSecrets, false},
                    Available{"env.x", Place::kJobDefaults, true},
                    Available{"secrets.x", Place::kJobDefaults, false},
                    Available{"secrets.x", Place::kCredentials, true},
                    Available{"steps.x", Place::kCredentials, false},
                    Available{"job.x", Place::kContainerEnv, true},
                    Available{"steps.x", Place::kContainerEnv, false},
                    Available{"steps.x", Place::kJobOutput, true},
                    Available{"hashFiles('x')", Place::kJobOutput, false},
                    Available{"steps.x", Place::kEnvironmentUrl, true},
                    Available{"secrets.x", Place::kEnvironmentUrl, false},
                    Available{"hashFiles('x')", Place::kStep, true},
                    Available{"jobs.x", Place::kStep, false},
                    Available{"failure()", Place::kStep, false},
                    Available{"failure()", Place::kStepIf, true},
                    Available{"secrets.x", Place::kStepIf, false},
                    Available{"runner.x", Place::kActionDefault, true},
                    Available{"inputs.x", Place::kActionDefault, false},
                    Available{"steps.x", Place::kActionOutput, true},
                    Available{"secrets.x", Place::kActionOutput, false},
                    Available{"inputs.x", Place::kActionArgument, true},
                    Available{"github.x", Place::kActionArgument, false},
                    Available{"env.x", Place::kActionStep, true},
                    Available{"secrets.x", Place::kActionStep, false},
                    Available{"vars.x", Place::kActionStep, false},
                    Available{"needs.x", Place::kActionStep, false},
                    Available{"success()", Place::kActionStepIf, true},
                    Available{"success()", Place::kActionStep, false},
                    Available{"steps.x", Place::kActionHookIf, false},
                    Available{"github.x", Place::kNowhere, false}));

}  // namespace
}  // namespace interlock::workflow
