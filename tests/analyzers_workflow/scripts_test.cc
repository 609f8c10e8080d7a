// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/scripts.h"

#include <gtest/gtest.h>

#include "analyzers/workflow/file_uses.h"
#include "tests/analyzers_workflow/support.h"

namespace interlock::workflow {
namespace {

struct ShellCase {
  const char* job;   // keys of the job, on one line
  const char* step;  // keys of the step
  ShellKind shell;
  bool exits_on_error;
  bool pipefail;
  const char* folder;
};

class Shells : public testing::TestWithParam<ShellCase> {};

TEST_P(Shells, AreThoseOfTheRunner) {
  const ShellCase& one = GetParam();
  Repository repository;
  repository.Add("ci.yml", std::string("on: push\ndefaults:\n  run:\n"
                                       "    working-directory: top\n"
                                       "jobs:\n  a: {") +
                               one.job + ", steps: [{run: x, " + one.step +
                               "}]}\n");
  const WorkflowSet& set = repository.Set();
  ASSERT_EQ(set.bodies.size(), 1u);
  ASSERT_EQ(set.bodies[0].scripts.size(), 1u);
  const RunScript& run = set.bodies[0].scripts[0];
  EXPECT_EQ(run.shell, one.shell);
  EXPECT_EQ(run.exits_on_error, one.exits_on_error);
  EXPECT_EQ(run.pipefail, one.pipefail);
  EXPECT_EQ(run.folder.value_or("?"), one.folder);
  EXPECT_EQ(run.text != nullptr, one.shell == ShellKind::kBash);
}

INSTANTIATE_TEST_SUITE_P(
    All, Shells,
    testing::Values(
        ShellCase{"runs-on: ubuntu-latest", "id: a", ShellKind::kBash, true,
                  false, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: bash", ShellKind::kBash,
                  true, true, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: sh", ShellKind::kBash, true,
                  false, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: 'bash -u {0}'",
                  ShellKind::kBash, false, false, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: 'bash -euo pipefail {0}'",
                  ShellKind::kBash, true, true, "top"},
        ShellCase{"runs-on: windows-2022", "id: a", ShellKind::kPowerShell,
                  true, false, "top"},
        ShellCase{"runs-on: windows-2022", "shell: bash", ShellKind::kBash,
                  true, true, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: python", ShellKind::kOther,
                  true, false, "top"},
        ShellCase{"runs-on: ubuntu-latest", "shell: '${{ matrix.shell }}'",
                  ShellKind::kUnknown, true, false, "top"},
        ShellCase{"runs-on: u, defaults: {run: {shell: bash}}", "id: a",
                  ShellKind::kBash, true, true, "top"},
        ShellCase{"runs-on: u", "working-directory: ./a/../b/",
                  ShellKind::kBash, true, false, "b"},
        ShellCase{"runs-on: u", "working-directory: '${{ matrix.d }}'",
                  ShellKind::kBash, true, false, "?"},
        ShellCase{"runs-on: u", "working-directory: ../out", ShellKind::kBash,
                  true, false, "?"},
        ShellCase{"runs-on: u",
                  "working-directory: '${{ github.workspace }}/a'",
                  ShellKind::kBash, true, false, "a"}));

struct UseCase {
  const char* script;
  const char* uses;  // kind:path, separated by blanks
};

class FileUses : public testing::TestWithParam<UseCase> {};

// r runs, i interprets, d reads data; ? when a command may have made it,
// x when one gave it the bit.
std::string Describe(const std::vector<FileUse>& uses) {
  std::string all;
  for (const FileUse& use : uses) {
    if (!all.empty()) all += " ";
    all += use.kind == FileUseKind::kRun         ? "r:"
           : use.kind == FileUseKind::kInterpret ? "i:"
                                                 : "d:";
    all += use.path;
    if (use.maybe_made) all += "?";
    if (use.made_executable) all += "x";
  }
  return all;
}

TEST_P(FileUses, AreThoseOfTheRepository) {
  std::string script;
  for (const char* c = GetParam().script; *c != 0; ++c) {
    script += *c;
    if (*c == '\n') script += "          ";
  }
  Repository repository;
  repository.Add("ci.yml",
                 "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
                 "    steps:\n      - uses: actions/checkout@v4\n"
                 "      - run: |\n          " +
                     script + "\n");
  const WorkflowSet& set = repository.Set();
  EXPECT_EQ(Describe(FileUsesOf(set.bodies[0])), GetParam().uses) << script;
}

INSTANTIATE_TEST_SUITE_P(
    All, FileUses,
    testing::Values(
        UseCase{"./a.sh x", "r:a.sh"}, UseCase{"ci/a.sh", "r:ci/a.sh"},
        UseCase{"/usr/bin/a", ""}, UseCase{"../a.sh", ""}, UseCase{"a.sh", ""},
        UseCase{"bash -euo pipefail ci/a.sh", "i:ci/a.sh"},
        UseCase{"bash -c 'ci/a.sh'", ""}, UseCase{"sh a.sh", "i:a.sh"},
        UseCase{"source ./env.sh", "i:env.sh"},
        UseCase{". venv/activate", "i:venv/activate"},
        UseCase{"node a.js b.js", "i:a.js"}, UseCase{"node -e 'x.js'", ""},
        UseCase{"python -m tool.py", ""}, UseCase{"python3 -u a.py", "i:a.py"},
        UseCase{"sudo -E ./a.sh", "r:a.sh"}, UseCase{"X=1 ./a.sh", "r:a.sh"},
        UseCase{"if ./a.sh; then ./b.sh; fi", "r:a.sh r:b.sh"},
        UseCase{"x=$(./a.sh | ./b.sh)", "r:a.sh r:b.sh"},
        UseCase{"./$A.sh; \"./a\"$B", ""}, UseCase{"./*.sh", ""},
        UseCase{"$GITHUB_WORKSPACE/a.sh", "r:a.sh"},
        UseCase{"\"${{ github.workspace }}/a.sh\"", "r:a.sh"},
        UseCase{"cd ci && ./a.sh", "r:ci/a.sh"},
        UseCase{"cd ci\n./a.sh\ncd ..\n./b.sh", "r:ci/a.sh r:b.sh"},
        UseCase{"cd $X; ./a.sh", ""}, UseCase{"(cd ci); ./a.sh", ""},
        UseCase{"pushd ci; ./a.sh", ""}, UseCase{"f() { ./a.sh; }; f", ""},
        UseCase{"curl -o a.sh u; ./a.sh", "r:a.sh?"},
        UseCase{"echo x > a.sh; sh a.sh", "i:a.sh?"},
        UseCase{"chmod +x a.sh; ./a.sh", "r:a.shx"},
        UseCase{"chmod +x *; ./a.sh", "r:a.shx"},
        UseCase{"test -f a.sh && ./a.sh", "r:a.sh"},
        UseCase{"yq '.a' c.yml", "d:c.yml"},
        UseCase{"jq -r .a.json x.json", "d:x.json"},
        UseCase{"yq '.a' .ci/c.yml", "d:.ci/c.yml"},
        UseCase{"echo 'unclosed\n./a.sh", ""}));

}  // namespace
}  // namespace interlock::workflow
