// SPDX-License-Identifier: Apache-2.0
#include "tests/hostile/repository.h"

namespace interlock::test {
namespace {

constexpr size_t kLong = 200'000'000;

std::string Workflow(std::string_view more) {
  return "name: a\non: push\npermissions: {}\nenv:\n  A: " + std::string(more) +
         "\njobs:\n  b:\n    runs-on: x\n"
         "    timeout-minutes: 1\n    steps: [{run: 'true'}]\n";
}

class HostileTree : public HostileTest {
 protected:
  void ExpectRule(std::string_view rule) {
    const Ended ended = Check();
    EXPECT_EQ(ended.exit, 1);
    EXPECT_NE(ended.out.find(rule), std::string::npos)
        << ended.all().substr(0, 2000);
    EXPECT_LT(ended.all().size(), 20000u) << "echoes the input";
  }
};

TEST_F(HostileTree, YamlFlowSequences) {
  WriteWorkflow(Workflow(Repeat("[", 100000) + Repeat("]", 100000)));
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlFlowMappings) {
  WriteWorkflow(Workflow(Repeat("{a: ", 100000) + Repeat("}", 100000)));
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlFlowNeverClosed) {
  WriteWorkflow(Workflow(Repeat("[", 100000)));
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlDashes) {
  WriteWorkflow("on: push\njobs:\n" + Repeat("- ", 100000) + "a\n");
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlIndentation) {
  std::string text = "on: push\njobs:\n";
  for (int depth = 1; depth < 2000; ++depth) {
    text += std::string(static_cast<size_t>(depth), ' ') + "a:\n";
  }
  WriteWorkflow(text);
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlQuestionMarks) {
  WriteWorkflow("on: push\njobs:\n  " + Repeat("? ", 100000) + "a\n");
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlBillionLaughs) {
  std::string text = "a0: &a0 [lol, lol]\n";
  for (int i = 1; i < 64; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            Repeat(last + ", ", 9) + last + "]\n";
  }
  WriteWorkflow(text +
                "on: *a63\nenv: *a63\njobs:\n  b:\n    runs-on: *a63\n"
                "    needs: *a63\n    strategy: {matrix: {x: *a63}}\n"
                "    steps: *a63\n");
  Write(".security/allowlist.yaml", text + "exceptions: *a63\n");
  Write(".github/settings.yml", text + "branches: *a63\n");
  const Ended ended = Check({"--fail-on=note"});
  EXPECT_NE(ended.exit, 2);
  EXPECT_LT(ended.peak, 500 * Patience());
}

TEST_F(HostileTree, YamlManyAnchors) {
  std::string text = "on: push\nx:\n";
  for (int i = 0; i < 50000; ++i) {
    const std::string number = std::to_string(i);
    text += "  - &a" + number + " b\n  - *a" + number + "\n";
  }
  WriteWorkflow(text + "jobs: [\n");
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlMergeOfItself) {
  WriteWorkflow("on: push\njobs: &a\n  <<: *a\n  b: *a\n");
  const Ended ended = Check();
  EXPECT_LE(ended.exit, 1);
}

TEST_F(HostileTree, YamlMatrixOfBillions) {
  std::string text =
      "on: push\npermissions: {}\njobs:\n  b:\n    runs-on: x\n"
      "    timeout-minutes: 1\n    strategy:\n      matrix:\n";
  for (char name = 'a'; name <= 'p'; ++name) {
    text += std::string("        ") + name + ": [1,2,3,4,5,6,7,8,9,10]\n";
  }
  WriteWorkflow(text + "    steps: [{run: 'true'}]\n");
  Write(".github/protection/main.json",
        R"({"required_status_checks": {"contexts": ["no such check"]}})");
  const Ended ended = Check();
  EXPECT_LE(ended.exit, 1);
}

TEST_F(HostileTree, YamlOneLongLine) {
  WriteLong(".github/workflows/a.yml", "on: push\nenv: {A: \"", "x y \\n z ",
            kLong, "\", A: b}\njobs: [\n");
  ExpectRule("yaml-syntax");
}

TEST_F(HostileTree, YamlManyDuplicateKeys) {
  std::string text = "on: push\nenv:\n";
  for (int i = 0; i < 20000; ++i) text += "  A: b\n";
  WriteWorkflow(text + "jobs: {}\n");
  const Ended ended = Check();
  EXPECT_NE(ended.out.find("yaml-duplicate-key"), std::string::npos);
}

TEST_F(HostileTree, YamlThatIsNoText) {
  Write(".github/workflows/1.yml", std::string("on: push\0\njobs:\n", 16));
  Write(".github/workflows/2.yml", "on: push\n# \xff\xfe\xe9\njobs: {}\n");
  Write(".github/workflows/3.yml",
        std::string("\xff\xfeo\0n\0:\0 \0p\0\n\0", 14));
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  for (std::string_view name : {"1.yml", "2.yml", "3.yml"}) {
    EXPECT_NE(ended.out.find(name), std::string::npos) << name;
  }
}

// A protection is known by its content, so each of these begins as one.
constexpr std::string_view kProtection = R"({"required_status_checks": )";

TEST_F(HostileTree, JsonArrays) {
  Write(".github/protection/main.json", std::string(kProtection) +
                                            Repeat("[", 100000) +
                                            Repeat("]", 100000) + "}");
  ExpectRule("json-syntax");
}

TEST_F(HostileTree, JsonObjects) {
  Write(".github/rulesets/main.json", std::string(kProtection) +
                                          Repeat("{\"\":", 40000) + "1" +
                                          Repeat("}", 40001));
  ExpectRule("json-syntax");
}

TEST_F(HostileTree, JsonOneLongLine) {
  WriteLong("audit-ci.json", R"({"allowlist": ["GHSA-67hx-6x53-jw92")",
            R"(, "one more word that is no advisory of any kind at all")",
            kLong, "], }}");
  ExpectRule("json-syntax");
}

TEST_F(HostileTree, JsonNumbersAndEscapes) {
  Write(".github/protection/main.json",
        std::string(kProtection) +
            "1, \"a\": 1e999999999, \"b\": \"\\ud800\", \"c\": " +
            std::string(100000, '9') + "}");
  const Ended ended = Check();
  EXPECT_LE(ended.exit, 1);
}

TEST_F(HostileTree, TomlArrays) {
  Write("osv-scanner.toml",
        "a = " + Repeat("[", 100000) + Repeat("]", 100000) + "\n");
  ExpectRule("toml-syntax");
}

TEST_F(HostileTree, TomlKeys) {
  Write("osv-scanner.toml",
        "a" + Repeat(".a", 100000) + " = 1\n[" + Repeat("a.", 100000) + "a]\n");
  const Ended ended = Check();
  EXPECT_LE(ended.exit, 1);
}

}  // namespace
}  // namespace interlock::test
