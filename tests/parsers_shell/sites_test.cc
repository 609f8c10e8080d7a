// SPDX-License-Identifier: Apache-2.0
#include "parsers/shell/sites.h"

#include <gtest/gtest.h>

namespace interlock::shell {
namespace {

struct Case {
  const char* script;
  const char* sites;
};

// Each simple command's name with what is known of it: e excused, c in a
// condition, m maybe, f in a function, s in a substitution, b in a subshell,
// p not last of its pipe, o with a fallback.
std::string Describe(std::string_view text) {
  Arena arena;
  Script script = ParseShell(text, arena);
  std::string all;
  for (const Site& site : SitesOf(script)) {
    if (site.command->kind != CommandKind::kSimple) continue;
    if (!all.empty()) all += " ";
    all += std::string(CommandName(*site.command)) + ":";
    if (site.excused) all += "e";
    if (site.condition) all += "c";
    if (site.maybe) all += "m";
    if (site.in_function) all += "f";
    if (site.in_substitution) all += "s";
    if (site.in_subshell) all += "b";
    if (!site.last_of_pipe()) all += "p";
    if (site.fallback != nullptr) all += "o";
  }
  return all;
}

class Sites : public testing::TestWithParam<Case> {};

TEST_P(Sites, SayHowACommandRuns) {
  EXPECT_EQ(Describe(GetParam().script), GetParam().sites);
}

INSTANTIATE_TEST_SUITE_P(
    All, Sites,
    testing::Values(
        Case{"a; b", "a: b:"}, Case{"a || b", "a:eo b:m"},
        Case{"a && b || c", "a:eo b:emo c:m"}, Case{"a && b", "a:e b:m"},
        Case{"! a", "a:e"}, Case{"a &", "a:e"}, Case{"a | b", "a:p b:"},
        Case{"if a; then b; else c; fi", "a:ec b:m c:m"},
        Case{"if a; then b; elif c; then d; fi", "a:ec b:m c:ecm d:m"},
        Case{"while a; do b; done", "a:ec b:m"},
        Case{"for x in 1; do a; done", "a:m"},
        Case{"case x in y) a;; esac", "a:m"}, Case{"f() { a; }; f", "a:f f:"},
        Case{"(a)", "a:b"}, Case{"x=$(a) b $(c)", "b: a:s c:s"},
        Case{"(a) || true", "a:ebo true:m"},
        Case{"{ a; b; } || c", "a:eo b:eo c:m"},
        Case{"sudo -E FOO=1 a b", "a:"}, Case{"sudo env X=1 a", "a:"},
        Case{"$x y", ":"}, Case{"exec a", "a:"}));

}  // namespace
}  // namespace interlock::shell
