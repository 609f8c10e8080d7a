// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "parsers/shell/reader.h"
#include "tests/parsers_shell/shape.h"

namespace interlock::shell {
namespace {

struct Case {
  const char* script;
  const char* shape;
};

class Reads : public testing::TestWithParam<Case> {};

TEST_P(Reads, AsTheShellDoes) {
  EXPECT_EQ(ShapeOf(GetParam().script), GetParam().shape) << GetParam().script;
}

INSTANTIATE_TEST_SUITE_P(
    Words, Reads,
    testing::Values(
        Case{"", ""}, Case{"  \n\t\n", ""}, Case{"# only a comment", ""},
        Case{"echo a b", "echo a b"}, Case{"echo a#b # c", "echo a#b"},
        Case{"echo 'a b' \"c d\"", "echo 'a b' \"c d\""},
        Case{"echo '' \"\"", "echo '' \"\""}, Case{"echo a\\ b", "echo a' 'b"},
        Case{"echo \"a\\\"b\"", "echo \"a\"\"\"b\""},
        Case{"echo $a ${b} \"$c\"", "echo {a} {b} \"{c}\""},
        Case{"echo ${a:-b c}x", "echo {a|:-b c}x"},
        Case{"echo ${#a} ${!a} $# $? ${10}", "echo {a} {a} {#} {?} {10}"},
        Case{"echo ${a:-${b}}", "echo {a|:-{b}}"},
        Case{"echo \"${a:-\"b c\"}\"", "echo \"{a|\":-\"\"b c\"}\""},
        Case{"echo $ a$", "echo $ a$"}, Case{"echo $1a", "echo {1}a"},
        Case{"echo $(a b) `c d`", "echo $(a b) $(c d)"},
        Case{"echo `a \\`b\\``", "echo $(?)"},
        Case{"echo \"$(a \"b\")\"", "echo \"$(a \"b\")\""},
        Case{"echo $((1 + (2 * x)))", "echo ((\"1 + (2 * x)\"))"},
        Case{"diff <(a) <(b)", "diff <(a) <(b)"},
        Case{"echo $'a\\'b'", "echo 'a\\'b'"},
        Case{"echo $\"a\"", "echo \"a\""}, Case{"echo a\\\nb", "echo ab"},
        Case{"echo a \\\n  b", "echo a b"},
        Case{"a=1 b='2' cmd c=3", "a=1 b='2' cmd c=3"}, Case{"a+=x", "a=x"},
        Case{"a[1]=x", "a=x"}, Case{"a=(1 \"2 3\"\n 4)", "a=[1][\"2 3\"][4]"},
        Case{"declare -a a=(1 2)", "declare -a a="}, Case{"a=", "a="},
        Case{"echo ?(a|b) *.x", "echo ?(a|b) *.x"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, Reads,
    testing::Values(Case{"echo ${{ github.sha }}", "echo ${{ github.sha }}"},
                    Case{"echo '${{ a }}'", "echo '${{ a }}'"},
                    Case{"echo 'x${{ a['b'] }}y'",
                         "echo 'x''${{ a['b'] }}''y'"},
                    Case{"echo \"${{ a }} b\"", "echo \"${{ a }}\"\" b\""},
                    Case{"${{ inputs.cmd }} x", "${{ inputs.cmd }} x"},
                    Case{"a=${{ 'x y' }}z", "a=${{ 'x y' }}z"},
                    Case{"echo $(x ${{ a }})", "echo $(x ${{ a }})"},
                    Case{"echo ${{ '}}' }}", "echo ${{ '}}' }}"},
                    Case{"cat <<'E'\n${{ a }}\nE", "cat <<<${{ a }}><\n>"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Reads,
    testing::Values(
        Case{"a; b\nc", "a; b; c"}, Case{"a && b || c", "a && b || c"},
        Case{"a &&\n b", "a && b"}, Case{"a | b |& c", "a | b | c"},
        Case{"a |\n b", "a | b"}, Case{"a & b", "a &; b"},
        Case{"! a && b", "! a && b"}, Case{"a\r\nb\r\n", "a; b"},
        Case{"a # x\nb", "a; b"}, Case{"(a; b)", "sub { a; b }"},
        Case{"{ a; b; } > f", "group { a; b } >f"},
        Case{"f() { a; }", "fn f { group { a } }"},
        Case{"function f { a; }; f", "fn f { group { a } }; f"},
        Case{"f ()\n{\n a\n}", "fn f { group { a } }"},
        Case{"if a; then b; elif c; then d; else e; fi",
             "if { a } { b } { c } { d } { e }"},
        Case{"while a; do b; done < f", "while { a } { b } <f"},
        Case{"until a\ndo\n b\ndone", "while { a } { b }"},
        Case{"for x in a $b; do c; done", "for x a {b} { c }"},
        Case{"for x\ndo c; done", "for x { c }"},
        Case{"for ((i=0; i<3; i++)); do c; done",
             "for ((\"i=0; i<3; i++\")) { c }"},
        Case{"case $x in a|b) c ;; *) d;; esac", "case {x} a b * { c } { d }"},
        Case{"case x in\n (a)\n  b\n  ;;\nesac", "case x a { b }"},
        Case{"case x in a) b; esac", "case x a { b }"},
        Case{"[[ $a == b* && -f c ]] && d", "test {a} == b* -f c && d"},
        Case{"[[ $a =~ ^(x|y)$ ]]", "test {a} =~ ^(x|y)$"},
        Case{"(( a > 1 )) || b", "math ((\" a > 1 \")) || b"},
        Case{"echo if then", "echo if then"}, Case{"time a", "time a"}));

INSTANTIATE_TEST_SUITE_P(
    Redirects, Reads,
    testing::Values(
        Case{"a > f 2>&1", "a >f 2>&1"}, Case{"a >> \"$F\"", "a >>\"{F}\""},
        Case{"a &> f", "a &>f"}, Case{"a >& f", "a &>f"},
        Case{"a 2> /dev/null < b", "a 2>/dev/null <b"}, Case{"> f a", "a >f"},
        Case{"a <<< \"x\"", "a <<<\"x\""}, Case{"a > >(b)", "a ><(b)"},
        Case{"echo 2>f", "echo 2>f"}, Case{"echo a2>f", "echo a2 >f"},
        Case{"a <<E\nx $y\nE\nb", "a <<<x ><{y}><\n>; b"},
        Case{"a <<'E'\nx $y\nE\nb", "a <<<x $y\n>; b"},
        Case{"a <<-E\n\tx\n\tE\nb", "a <<<\tx\n>; b"},
        Case{"a <<E | b\nx\nE\nc", "a <<<x\n> | b; c"},
        Case{"a <<A <<B\n1\nA\n2\nB\nc", "a <<<1\n> <<<2\n>; c"},
        Case{"x=$(a <<E\ny\nE\n)\nb", "x=$(a <<<y\n>); b"},
        Case{"if a <<E; then\nx\nE\nb; fi", "if { a <<<x\n> } { b }"}));

INSTANTIATE_TEST_SUITE_P(
    Unknown, Reads,
    testing::Values(Case{"echo 'a", " !! a single quote is not closed"},
                    Case{"a\necho \"b", "a !! a double quote is not closed"},
                    Case{"echo $(a", " !! '$(' is not closed"},
                    Case{"echo ${a", " !! '${' is not closed"},
                    Case{"echo ${{ a", " !! '${{' is not closed"},
                    Case{"a\ndone", "a !! found what no command begins with"},
                    Case{"if a; then b", " !! found no 'fi'"},
                    Case{"a <<E\nx", "a <<<x> !! a here-document is not ended"},
                    Case{"a | | b", " !! found no command"},
                    Case{"a (b)", " !! found '(' in a command"}));

TEST(Positions, AreThoseOfTheText) {
  std::string_view text = "a\nif b 'c'; then\n  d \"$e\" > f\nfi\n";
  Arena arena;
  Script script = ParseShell(text, arena);
  const Command& loop = script.at(script.body).items[1].pipeline.commands[0];
  EXPECT_EQ(loop.span.In(text), "if b 'c'; then\n  d \"$e\" > f\nfi");
  const List& body = script.at(loop.lists[1]);
  const Command& d = body.items[0].pipeline.commands[0];
  EXPECT_EQ(d.span.In(text), "d \"$e\" > f");
  EXPECT_EQ(d.words[1].span.In(text), "\"$e\"");
  EXPECT_EQ(d.words[1].parts[0].span.In(text), "$e");
  EXPECT_EQ(d.redirects[0].span.In(text), "> f");
}

TEST(Literals, AreKnownOnlyWhenNothingIsExpanded) {
  auto literal = [](std::string_view text) {
    Arena arena;
    Script script = ParseShell(text, arena);
    const auto& command = script.at(script.body).items[0].pipeline.commands[0];
    return std::string(LiteralOf(command.words.back()).value_or("?"));
  };
  EXPECT_EQ(literal("./a.sh"), "./a.sh");
  EXPECT_EQ(literal("'./a b'\"c\"\\d"), "./a bcd");
  EXPECT_EQ(literal("'*'"), "*");
  for (const char* unknown :
       {"*.sh", "a$b", "~/a", "$(a)", "{a,b}", "a[1]", "${{ a }}"}) {
    EXPECT_EQ(literal(unknown), "?") << unknown;
  }
}

TEST(Sketches, ShowWhatIsKnown) {
  auto sketch = [](std::string_view text) {
    Arena arena;
    Script script = ParseShell(text, arena);
    const auto& command = script.at(script.body).items[0].pipeline.commands[0];
    return std::string(command.words.back().sketch);
  };
  EXPECT_EQ(sketch("a"), "a");
  EXPECT_EQ(sketch("a'b c'\"d\""), "ab cd");
  EXPECT_EQ(sketch("a$b-${c}d"), "a*-*d");
  EXPECT_EQ(sketch("--x=$(y z)"), "--x=*");
  EXPECT_EQ(sketch("${{ a }}/*.sh"), "*/*.sh");
  EXPECT_EQ(sketch("\"\""), "");
  EXPECT_EQ(sketch("\u00e9\U0001F600$x"), "\u00e9\U0001F600*");
}

TEST(HereDocuments, AreTheirRedirectsTarget) {
  std::string_view text = "a <<E <<'F' > o\nx $y\nE\n$z\r\nF\nb";
  Arena arena;
  Script script = ParseShell(text, arena);
  const auto& a = script.at(script.body).items[0].pipeline.commands[0];
  ASSERT_EQ(a.redirects.size(), 3u);
  EXPECT_EQ(a.redirects[0].target->sketch, "x *\n");
  EXPECT_FALSE(a.redirects[0].target->literal);
  EXPECT_EQ(a.redirects[1].target->sketch, "$z\r\n");
  EXPECT_EQ(a.redirects[1].target->span.In(text), "$z\r\n");
  EXPECT_EQ(a.redirects[2].target->sketch, "o");
  // One that never comes is there, and empty.
  script = ParseShell("a <<E", arena);
  const auto& open = script.at(script.body).items[0].pipeline.commands[0];
  ASSERT_EQ(open.redirects.size(), 1u);
  EXPECT_EQ(open.redirects[0].target->sketch, "");
}

TEST(Reader, ReadsOneScriptAfterTheOther) {
  Arena arena;
  Reader reader(arena);
  Script broken = reader.Read("a <<E; (b 'c");
  Script whole = reader.Read("sudo -E d 'e'");
  EXPECT_FALSE(broken.complete);
  EXPECT_TRUE(whole.complete);
  EXPECT_EQ(Shape(whole).All(), "sudo -E d 'e'");
  EXPECT_EQ(broken.problem, "a single quote is not closed");
  const auto& command = whole.at(whole.body).items[0].pipeline.commands[0];
  EXPECT_EQ(command.program, "d");
  EXPECT_EQ(command.program_word, 2u);
}

}  // namespace
}  // namespace interlock::shell
