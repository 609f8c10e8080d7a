// SPDX-License-Identifier: Apache-2.0
#include "engine/discover.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/ignore.h"
#include "tests/engine/memory_files.h"

namespace interlock {
namespace {

using testing::MemoryFiles;

std::vector<std::string> PathsOf(const Inputs& inputs) {
  std::vector<std::string> paths;
  for (const InputText& file : inputs.files) paths.push_back(file.path);
  std::ranges::sort(paths);
  return paths;
}

using Paths = std::vector<std::string>;

TEST(Ignore, FollowsGit) {
  IgnoreStack stack;
  stack.Push("", "*.log\n!keep.log\n/top.sql\nbuild/\na/**/z\n# note\n\\#x\n");
  auto file = [&](const char* path) {
    return stack.Ignores(path, EntryKind::kFile);
  };
  EXPECT_TRUE(file("x.log"));
  EXPECT_TRUE(file("a/x.log"));
  EXPECT_FALSE(file("a/keep.log"));
  EXPECT_TRUE(file("top.sql"));
  EXPECT_FALSE(file("a/top.sql"));
  EXPECT_FALSE(file("build"));
  EXPECT_TRUE(stack.Ignores("build", EntryKind::kFolder));
  EXPECT_TRUE(file("a/b/c/z"));
  EXPECT_TRUE(file("#x"));
  stack.Push("a", "!x.log\n");
  EXPECT_FALSE(file("a/x.log"));
  stack.Pop();
  EXPECT_TRUE(file("a/x.log"));
}

TEST(Discover, ReadsWhatItKnowsAndListsTheRest) {
  MemoryFiles files;
  files.files = {{"/r/db/1.sql", "select 1;"},
                 {"/r/.github/workflows/ci.yml", "on: push"},
                 {"/r/src/main.c", "int main;"},
                 {"/r/chart/values.yml", "a: b"},
                 {"/r/.git/x.sql", "no"},
                 {"/r/node_modules/m/x.sql", "no"}};
  Inputs inputs = Discover(files, "/r", Config(), 2);
  EXPECT_EQ(PathsOf(inputs), (Paths{".github/workflows/ci.yml", "db/1.sql"}));
  EXPECT_EQ(inputs.other_paths, (Paths{"chart/values.yml", "src/main.c"}));
}

TEST(Discover, HonoursGitignoreAndTheConfig) {
  MemoryFiles files;
  files.files = {{"/r/.gitignore", "out/\n"},
                 {"/r/out/1.sql", ""},
                 {"/r/db/.gitignore", "tmp*.sql\n"},
                 {"/r/db/tmp1.sql", ""},
                 {"/r/db/1.sql", ""},
                 {"/r/vendor/1.sql", ""}};
  Config config;
  config.exclude = {"vendor/**"};
  EXPECT_EQ(PathsOf(Discover(files, "/r", config, 2)), (Paths{"db/1.sql"}));
}

TEST(Discover, NeverFollowsALink) {
  MemoryFiles files;
  files.files = {{"/r/db/1.sql", ""}, {"/etc/secret.sql", ""}};
  files.links = {"/r/db/2.sql", "/r/loop"};
  Inputs inputs = Discover(files, "/r", Config(), 2);
  EXPECT_EQ(PathsOf(inputs), (Paths{"db/1.sql"}));
  EXPECT_EQ(inputs.other_paths, (Paths{"db/2.sql", "loop"}));
}

TEST(Discover, AnUnreadableFileIsAProblem) {
  MemoryFiles files;
  files.files = {{"/r/1.sql", ""}, {"/r/2.sql", ""}};
  files.unreadable = {"/r/1.sql"};
  Inputs inputs = Discover(files, "/r", Config(), 2);
  ASSERT_EQ(inputs.problems.size(), 1u);
  EXPECT_EQ(inputs.problems[0].path, "1.sql");
  EXPECT_EQ(inputs.problems[0].message, "permission denied");
}

TEST(Discover, FindsProtectionsByTheirContent) {
  MemoryFiles files;
  files.files = {
      {"/r/infra/main.json", R"({"required_status_checks": {"contexts": []}})"},
      {"/r/package.json", R"({"name": "x"})"}};
  EXPECT_EQ(PathsOf(Discover(files, "/r", Config(), 2)),
            (Paths{"infra/main.json"}));
}

TEST(Discover, FindsTheRootAbove) {
  MemoryFiles files;
  files.files = {{"/r/.git/HEAD", ""},
                 {"/r/a/b/x.sql", ""},
                 {"/r/c/.interlock.yml", ""},
                 {"/s/x.sql", ""}};
  EXPECT_EQ(FindRoot(files, "/r/a/b", "/x"), "/r");
  EXPECT_EQ(FindRoot(files, "/r/c", "/x"), "/r/c");
  EXPECT_EQ(FindRoot(files, "/s", "/x"), "/x");
}

}  // namespace
}  // namespace interlock
